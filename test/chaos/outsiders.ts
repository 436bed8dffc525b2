import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import type { Envelope } from '../../src/sandbox/delivery/deliver.ts';
import type { Json } from '../../src/sandbox/protocol.ts';
import type { Stage } from '../support/script.ts';
import type { Shown } from './outsider-checks.ts';
import { DEACTIVATED, type Intrusion, OUTSIDERS, type Outsider, type OutsiderAct } from './outsider-plan.ts';
import type { Witness } from './witness.ts';

export type Outsiders = {
  readonly ids: readonly string[];
  /** How often each act reached Muster, and how often Slack itself let it not happen. */
  readonly acts: ReadonlyMap<OutsiderAct, { tried: number; impossible: number }>;
  run(plan: readonly Intrusion[]): Promise<void>;
  /** All that any of them was sent, for their eyes alone. */
  shown(witness: Witness): Shown[];
};

/** A method that takes whatever it is sent. */
const ECHO = 'api.test';
/** What outsiders type, or have in the place of what a member typed. */
export const TYPED = 'intruder1z';
/** Everything that the others type so that it can be found again. */
const OTHERS_TYPED = /\b(ch|fl)\d+x\d+z\b/g;

/** Which escalation something is tried in. */
type Target = { readonly channel: string; readonly isPrivate: boolean; readonly rep: Actor };

/** People whom no escalation is for, and who try all the same. To be made before Muster starts. */
export function createOutsiders({ sandbox, database }: Stage): Outsiders {
  const ids = OUTSIDERS.map((one) => sandbox.addPerson(one).id);
  sandbox.deactivate(DEACTIVATED);
  const acts = new Map<OutsiderAct, { tried: number; impossible: number }>();
  let sent = 0;

  async function targetOf({ draw }: Intrusion): Promise<Target> {
    const rows = await database.db.escalation.findMany({
      where: { channelId: { not: null } },
      orderBy: { number: 'asc' },
    });
    const row = rows[Math.floor(draw * rows.length)];
    if (!row?.channelId) throw new Error('there is nothing to try it in');
    return { channel: row.channelId, isPrivate: row.isPrivate, rep: sandbox.person(row.repId) };
  }

  /** The newest of a kind that somebody of the workspace sent, sent by them. */
  function sendAs(who: Outsider, isIt: (envelope: Envelope) => boolean): Promise<unknown> {
    const isTheirs = ({ payload }: Envelope) => ids.includes(whoSent(payload));
    const found = sandbox.deliveries.findLast((one) => isIt(one) && !isTheirs(one));
    if (found === undefined) throw new Error('nobody has sent anything of the kind');
    sent += 1;
    return sandbox.redeliver({ ...found, payload: sentBy(found.payload, who, sent) });
  }

  function sentBy(payload: Json, who: Outsider, count: number): Json {
    const { id } = sandbox.person(who.handle);
    const team = 'team' in who ? who.team : sandbox.workspaceId;
    const { user, view, ...rest } = JSON.parse(JSON.stringify(payload).replace(OTHERS_TYPED, TYPED)) as Json;
    return {
      ...rest,
      trigger_id: `${count}.1.outsider`,
      // In place of somebody else's: what Muster says there is looked at in the end.
      response_url: `${sandbox.apiUrl}${ECHO}`,
      ...(user === undefined ? { user_id: id } : { user: { ...(user as Json), id, team_id: team } }),
      ...(view === undefined ? {} : { view: { ...(view as Json), hash: `${count}.outsider` } }),
    };
  }

  async function attempt(intrusion: Intrusion): Promise<unknown> {
    const { who, act, words } = intrusion;
    const person = sandbox.person(who.handle);
    const { channel, isPrivate, rep } = await targetOf(intrusion);
    switch (act) {
      case 'command': {
        const [command = '', ...rest] = words.split(' ');
        return person.command(channel, command, rest.join(' '));
      }
      case 'press':
        return person.click(channel, words);
      case 'press a member’s':
        return sendAs(who, ({ payload }) => payload.type === 'block_actions');
      case 'send a member’s form':
        return sendAs(who, ({ payload }) => payload.type === 'view_submission');
      case 'send a member’s command':
        return sendAs(who, ({ type }) => type === 'slash_commands');
      case 'join':
        return person.join(channel);
      case 'be invited':
        // Whoever is let into a private channel reads what is said there, whatever Muster does.
        if (isPrivate) throw new Error('nobody brings them into a private channel');
        return rep.invite(channel, [who.handle]);
      case 'bring somebody':
        return person.invite(channel, ['chloe']);
      case 'leave':
        return person.leave(channel);
      case 'look at App Home':
        return person.openHome();
    }
  }

  async function carryOut(intrusion: Intrusion): Promise<void> {
    const one = acts.get(intrusion.act) ?? { tried: 0, impossible: 0 };
    acts.set(intrusion.act, one);
    try {
      await attempt(intrusion);
      one.tried += 1;
    } catch {
      one.impossible += 1;
    }
  }

  return {
    ids,
    acts,
    run: async (plan) => {
      await Promise.all(plan.map((one) => sleep(one.atMs).then(() => carryOut(one))));
    },
    shown: (witness) => [
      ...OUTSIDERS.flatMap(({ handle }) => shownTo(sandbox, sandbox.person(handle), witness)),
      ...sandbox.calls
        .filter(({ method }) => method === ECHO)
        .map(({ args }) => ({ person: 'an outsider', what: JSON.stringify(args) })),
    ],
  };
}

function whoSent(payload: Json): string {
  const { user, user_id } = payload as { user?: { id?: string }; user_id?: string };
  return user?.id ?? user_id ?? '';
}

function shownTo({ calls, botUserId }: Stage['sandbox'], person: Actor, { seen }: Witness): Shown[] {
  const mine = seen.filter((one) => one.person === person.id);
  const triggers = new Set(mine.map(({ trigger }) => trigger));
  const direct = person.conversations().find(({ kind, name }) => kind === 'im' && name === botUserId);
  const places = direct === undefined ? [person.id] : [person.id, direct.id];
  const isForThem = ({ user, user_id, channel, trigger_id }: Json) =>
    [user, user_id].includes(person.id) ||
    (typeof channel === 'string' && places.includes(channel)) ||
    (typeof trigger_id === 'string' && triggers.has(trigger_id));
  return [
    ...mine.map(({ answer }) => answer),
    ...calls.filter(({ args }) => isForThem(args)).map(({ args }) => JSON.stringify(args)),
    ...person.ephemerals().map((one) => JSON.stringify(one)),
    ...[...person.views(), person.home()].map((one) => JSON.stringify(one ?? '')),
  ].map((what) => ({ person: person.id, what }));
}
