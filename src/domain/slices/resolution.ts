import type { Command } from '../command.ts';
import { refuseEmpty, refuseUnlessOpen } from '../kernel/access.ts';
import { everybody, everywhere, invite, NOBODY, say } from '../kernel/consequence.ts';
import type { Decision } from '../kernel/decision.ts';
import { contactOf, type Escalation, type PersonId } from '../kernel/escalation.ts';
import { type AllSlices, ASKS_NOBODY, type Slice } from '../kernel/slice.ts';
import type { Instant } from '../kernel/time.ts';
import type { Refusal } from '../refusal.ts';
import { type Medium, refuseTime } from './checkpoint.ts';
import { departures } from './departure.ts';
import type { Rival } from './opening.ts';

/** Whether it is over, and how: resolving and reopening. */
export type Resolving = {
  readonly command:
    | {
        readonly type: 'Resolve';
        readonly fix: string;
        readonly cause: string;
        readonly finalWord: string;
        readonly over: Medium;
      }
    | {
        readonly type: 'Reopen';
        readonly reason: string;
        readonly nextAt: Instant;
        readonly rival: Rival | null;
        /** Those with a role here who have left the workspace, and who may watch in place of a monitor among them. */
        readonly departed: readonly PersonId[];
        readonly managers: readonly PersonId[];
      };
  readonly event:
    | {
        readonly type: 'EscalationResolved';
        readonly fix: string;
        readonly cause: string;
        readonly finalWord: string;
      }
    | { readonly type: 'EscalationReopened'; readonly reason: string };
  readonly refusal:
    | { readonly code: 'AlreadyResolved' }
    | { readonly code: 'NotResolved' }
    | { readonly code: 'MayNotResolve'; readonly owner: PersonId | null; readonly rep: PersonId };
  readonly message: never;
  readonly call: never;
  readonly timer: never;
  readonly versioned: never;
  readonly state: {
    readonly status: Status;
    readonly resolution: Resolution | null;
  };
};

/** `failed`: its channel could not be made, so nothing was opened; its ticket is free again. */
export const STATUSES = ['open', 'resolved', 'failed'] as const;
export type Status = (typeof STATUSES)[number];

export type Resolution = {
  readonly fix: string;
  readonly cause: string;
  readonly finalWord: string;
  readonly by: PersonId;
  readonly at: Instant;
};

export const resolution: Slice<Resolving> = {
  initialState: { status: 'open', resolution: null },

  decide: { Resolve: resolve, Reopen: reopen },

  evolve: {
    EscalationResolved: ({ rep }, { fix, cause, finalWord, at, by }) => ({
      status: 'resolved',
      resolution: { fix, cause, finalWord, by: by ?? rep, at },
    }),
    EscalationReopened: () => ({ status: 'open', resolution: null }),
  },
  subscriptions: {
    StepFailed: ({ channel, status }, { step }) =>
      step === 'channel' && channel === null && status === 'open' ? { status: 'failed' } : {},
  },

  react: {
    EscalationResolved: (escalation, event, all) => [
      ...everywhere(),
      ...all.requests(escalation),
      say(event, NOBODY),
    ],
    EscalationReopened: (escalation, event, all) => [
      ...invite(event, everybody(escalation)),
      ...everywhere(),
      ...all.requests(escalation),
      say(event, [contactOf(escalation)]),
    ],
  },

  explain: {
    AlreadyResolved: () => 'This escalation is resolved. Reopen it first if there is more to do.',
    NotResolved: () => 'This escalation is open already. Carry on in its channel.',
    MayNotResolve: (refusal, name) =>
      `Only the owner, the rep, the communicator or the monitor can resolve this. Ask ${name(refusal.owner ?? refusal.rep)}.`,
  },

  messages: {},
  calls: {},
  timers: {},
  versions: {},
  ...ASKS_NOBODY,
};

/** Asked before the form is shown as well, so that nobody types it all in vain. */
export function refuseToReopen({ status }: Escalation): Refusal | null {
  switch (status) {
    case 'open':
      return { code: 'NotResolved' };
    case 'failed':
      return { code: 'UnknownEscalation' };
    case 'resolved':
      return null;
  }
}

/** The final word is a customer update, so it meets the last checkpoint; afterwards no promise is open. */
function resolve(escalation: Escalation, command: Command<'Resolve'>): Decision {
  const refused = refuseUnlessOpen(escalation);
  if (refused) return refused;
  const [fix, cause, finalWord] = [command.fix.trim(), command.cause.trim(), command.finalWord.trim()];
  const empty = refuseEmpty({
    fix: [fix, 'what fixed it'],
    cause: [cause, 'the cause'],
    finalWord: [finalWord, 'the final word to the customer'],
  });
  if (empty) return empty;
  return [
    { type: 'CustomerUpdated', text: finalWord, over: command.over, met: escalation.checkpoints },
    { type: 'EscalationResolved', fix, cause, finalWord },
  ];
}

/** Brings everything back, with a new promise to the customer; the owner is still the owner. */
function reopen(escalation: Escalation, command: Command<'Reopen'>, all: AllSlices): Decision {
  const open = refuseToReopen(escalation);
  if (open) return open;
  if (command.rival !== null) return { code: 'TicketAlreadySwarmed', ...command.rival };
  const refused =
    refuseEmpty({ reason: [command.reason, 'the reason'] }) ?? refuseTime(command.nextAt, command.at);
  if (refused) return refused;
  return [
    { type: 'EscalationReopened', reason: command.reason.trim() },
    { type: 'CheckpointPromised', number: escalation.checkpoints + 1, dueAt: command.nextAt },
    ...departures({ ...escalation, status: 'open' }, command.departed, command.managers, all),
  ];
}
