import type { Gateway, Job, Outcome } from '../../src/engine/gateway.ts';

type Call = {
  readonly verb: 'perform' | 'find';
  readonly type: Job['effect']['type'];
  readonly op: string;
  readonly job: Job;
};

/** What happens to a call instead of, or after, taking effect. */
export type Fault = {
  readonly when: (job: Job) => boolean;
  /** Whether Slack did it all the same. */
  readonly takesEffect: boolean;
  readonly outcome: Outcome | Error;
};

/** Slack's side of the gateway: what stands in its channels after all calls, and the calls in their order. */
export type SlackRecorder = {
  readonly gateway: Gateway;
  readonly calls: Call[];
  /** Each fault meets one call, the first that it fits. */
  readonly faults: Fault[];
  /** The next call for this type of effect ends so. */
  readonly spoil: (type: Job['effect']['type'], outcome: Fault['outcome'], takesEffect?: boolean) => void;
  readonly channels: { readonly id: string; readonly name: string }[];
  readonly messages: { readonly ts: string; readonly op: string; edits: number }[];
  readonly invited: string[];
  readonly pins: string[];
  /** Types of the effects performed since the last time this was asked. */
  readonly newCalls: () => string[];
};

export function createSlackRecorder(): SlackRecorder {
  const slack: State = {
    calls: [],
    faults: [],
    channels: [],
    messages: [],
    invited: [],
    pins: [],
  };
  let seen = 0;
  const gateway: Gateway = {
    async perform(job) {
      slack.calls.push(callOf('perform', job));
      const index = slack.faults.findIndex((fault) => fault.when(job));
      const fault = index < 0 ? undefined : slack.faults.splice(index, 1)[0];
      const outcome = fault === undefined || fault.takesEffect ? takeEffect(slack, job) : null;
      if (fault?.outcome instanceof Error) throw fault.outcome;
      return fault?.outcome ?? (outcome as Outcome);
    },
    async find(job) {
      slack.calls.push(callOf('find', job));
      return find(slack, job);
    },
    async retract(_workspace, { ts }) {
      slack.messages.splice(
        slack.messages.findIndex((one) => one.ts === ts),
        1,
      );
      return { kind: 'done' };
    },
    probe: async () => ({ kind: 'done' }),
    tellRegained: async () => ({ kind: 'done' }),
    tellExposed: async () => ({ kind: 'done' }),
    kindOf: async () => 'member',
  };
  const newCalls = () => {
    const performed = slack.calls.slice(seen).filter((call) => call.verb === 'perform');
    seen = slack.calls.length;
    return performed.map((call) => call.type);
  };
  const spoil: SlackRecorder['spoil'] = (type, outcome, takesEffect = false) => {
    slack.faults.push({ when: (job) => job.effect.type === type, takesEffect, outcome });
  };
  return { ...slack, gateway, newCalls, spoil };
}

type State = Omit<SlackRecorder, 'gateway' | 'newCalls' | 'spoil'>;

function takeEffect(slack: State, job: Job): Outcome {
  const { effect } = job;
  switch (effect.type) {
    case 'CreateChannel': {
      const channel = { id: `C${slack.channels.length + 1}`, name: effect.name };
      slack.channels.push(channel);
      return { kind: 'done', channel };
    }
    case 'Invite':
      slack.invited.push(...effect.people);
      return { kind: 'done' };
    case 'PinCard':
      slack.pins.push(job.card?.ts ?? 'nothing');
      return { kind: 'done' };
    case 'ShowTopic':
      return { kind: 'done' };
    default:
      return show(slack, job);
  }
}

function show(slack: State, job: Job): Outcome {
  const { post, op } = job;
  if (post !== null) {
    const message = slack.messages.find((one) => one.ts === post.ts);
    if (message === undefined) return { kind: 'failed', reason: 'message_not_found' };
    message.edits += 1;
    return { kind: 'done', post };
  }
  const ts = `${slack.messages.length + 1}.0`;
  slack.messages.push({ ts, op, edits: 0 });
  return { kind: 'done', post: { channel: placeOf(job), ts } };
}

function placeOf({ linesChannel, escalation }: Job): string {
  return linesChannel ?? escalation.channel?.id ?? 'D1';
}

function find(slack: State, job: Job): Outcome | null {
  if (job.effect.type === 'CreateChannel') {
    const { name } = job.effect;
    const channel = slack.channels.find((one) => one.name === name);
    return channel ? { kind: 'done', channel } : null;
  }
  const message = job.post === null ? slack.messages.find((one) => one.op === job.op) : undefined;
  return message ? { kind: 'done', post: { channel: placeOf(job), ts: message.ts } } : null;
}

function callOf(verb: Call['verb'], job: Job): Call {
  return { verb, type: job.effect.type, op: job.op, job };
}
