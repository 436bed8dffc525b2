import type { Command } from '../command.ts';
import type { Event } from '../event.ts';
import { refuseEmpty } from '../kernel/access.ts';
import { everybody, everywhere, invite, NOBODY, say } from '../kernel/consequence.ts';
import type { Decision } from '../kernel/decision.ts';
import { contactOf, type Escalation, type PersonId } from '../kernel/escalation.ts';
import { type AllSlices, ASKS_NOBODY, type Consequence, type Slice } from '../kernel/slice.ts';
import { refuseUnlessOpen } from '../kernel/status.ts';
import type { Instant } from '../kernel/time.ts';
import type { Refusal } from '../refusal.ts';
import { type Medium, refuseTime } from './checkpoint.ts';
import { departures } from './departure.ts';
import type { Rival } from './opening.ts';

/** Whether it is over, and how: resolving, withdrawing and reopening. */
export type Resolving = {
  readonly command:
    | {
        readonly type: 'Resolve';
        readonly fix: string;
        readonly cause: string;
        readonly finalWord: string;
        readonly over: Medium;
      }
    /** For what was opened by mistake: nothing was resolved, and the customer hears no final word. */
    | { readonly type: 'Withdraw'; readonly reason: string }
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
    | { readonly type: 'EscalationWithdrawn'; readonly reason: string }
    | { readonly type: 'EscalationReopened'; readonly reason: string };
  readonly refusal:
    | { readonly code: 'AlreadyResolved' }
    | { readonly code: 'AlreadyWithdrawn' }
    | { readonly code: 'NotResolved' }
    | { readonly code: 'MayNotResolve'; readonly owner: PersonId | null; readonly rep: PersonId }
    | { readonly code: 'MayNotWithdraw'; readonly rep: PersonId };
  readonly message: never;
  readonly call: never;
  readonly timer: never;
  readonly versioned: never;
  readonly state: {
    readonly status: Status;
    readonly resolution: Resolution | null;
    readonly withdrawal: Withdrawal | null;
  };
};

/** `failed`: its channel could not be made, so nothing was opened; its ticket is free again. */
export const STATUSES = ['open', 'resolved', 'withdrawn', 'failed'] as const;
export type Status = (typeof STATUSES)[number];

export type Resolution = {
  readonly fix: string;
  readonly cause: string;
  readonly finalWord: string;
  readonly by: PersonId;
  readonly at: Instant;
};

export type Withdrawal = { readonly reason: string; readonly by: PersonId; readonly at: Instant };

export const resolution: Slice<Resolving> = {
  initialState: { status: 'open', resolution: null, withdrawal: null },

  decide: { Resolve: resolve, Withdraw: withdraw, Reopen: reopen },

  evolve: {
    EscalationResolved: ({ rep }, { fix, cause, finalWord, at, by }) => ({
      status: 'resolved',
      resolution: { fix, cause, finalWord, by: by ?? rep, at },
    }),
    EscalationWithdrawn: ({ rep }, { reason, at, by }) => ({
      status: 'withdrawn',
      withdrawal: { reason, by: by ?? rep, at },
    }),
    EscalationReopened: () => ({ status: 'open', resolution: null, withdrawal: null }),
  },
  subscriptions: {
    StepFailed: ({ channel, status }, { step }) =>
      step === 'channel' && channel === null && status === 'open' ? { status: 'failed' } : {},
  },

  react: {
    EscalationResolved: ended,
    EscalationWithdrawn: ended,
    EscalationReopened: (escalation, event, all) => [
      ...invite(event, everybody(escalation)),
      ...everywhere(),
      ...all.requests(escalation),
      say(event, [contactOf(escalation)]),
    ],
  },

  explain: {
    AlreadyResolved: () => 'This escalation is resolved. Reopen it first if there is more to do.',
    AlreadyWithdrawn: () =>
      'This escalation was withdrawn. Reopen it first if there is something to do after all.',
    NotResolved: () => 'This escalation is open already. Carry on in its channel.',
    MayNotResolve: (refusal, name) =>
      `Only the owner, the rep, the communicator or the monitor can resolve this. Ask ${name(refusal.owner ?? refusal.rep)}.`,
    MayNotWithdraw: ({ rep }, name) =>
      `Only the rep, the owner, the monitor or a manager can withdraw this. Ask ${name(rep)}.`,
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
    case 'withdrawn':
      return null;
  }
}

/** Every ask is settled where it was made, and the swarm reads how it ended. */
function ended(
  escalation: Escalation,
  event: Event<'EscalationResolved' | 'EscalationWithdrawn'>,
  all: AllSlices,
): Consequence[] {
  return [...everywhere(), ...all.requests(escalation), say(event, NOBODY)];
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

/** No promise is open afterwards, and none was kept or missed by it. */
function withdraw(escalation: Escalation, { reason }: Command<'Withdraw'>): Decision {
  const refused = refuseUnlessOpen(escalation) ?? refuseEmpty({ reason: [reason, 'the reason'] });
  return refused ?? [{ type: 'EscalationWithdrawn', reason: reason.trim() }];
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
