import type { Command } from '../command.ts';
import type { EventBody } from '../event.ts';
import { refuseEmpty } from '../kernel/access.ts';
import { NOBODY, say } from '../kernel/consequence.ts';
import type { Decision } from '../kernel/decision.ts';
import { type Escalation, isInSwarm, type PersonId, rolesOf } from '../kernel/escalation.ts';
import { type AllSlices, ASKS_NOBODY, none, type Slice } from '../kernel/slice.ts';
import { bringIn, roleGiven } from './roles.ts';

/** A manager takes somebody out of a private swarm, the rep as well; what they answered for passes to whom the manager picks. */
export type Removal = {
  readonly command: {
    readonly type: 'TakeOut';
    readonly person: PersonId;
    /** Who takes over what they answer for; null when that is nothing. */
    readonly successor: PersonId | null;
    readonly reason: string;
  };
  readonly event: {
    readonly type: 'PersonTakenOut';
    readonly person: PersonId;
    readonly reason: string;
    /** The rep from now on, when they were it. */
    readonly rep?: PersonId;
  };
  readonly refusal:
    | { readonly code: 'NotThere'; readonly person: PersonId }
    | { readonly code: 'NeedsSuccessor'; readonly person: PersonId }
    | { readonly code: 'OnlyFromPrivate' }
    | { readonly code: 'OnlyManagers' };
  readonly message: never;
  readonly call: { readonly type: 'RemoveFromChannel'; readonly person: PersonId; readonly seq: number };
  readonly timer: never;
  readonly versioned: never;
  readonly state: Record<never, never>;
};

export const removal: Slice<Removal> = {
  initialState: {},
  decide: { TakeOut: takeOut },
  evolve: { PersonTakenOut: () => ({}) },
  subscriptions: {},
  react: {
    PersonTakenOut: (_, event) => [
      { type: 'RemoveFromChannel', person: event.person, seq: event.seq },
      { type: 'ShowCard' },
      say(event, NOBODY),
    ],
  },
  explain: {
    NotThere: ({ person }, name) => `${name(person)} is not in this swarm. Pick somebody who is.`,
    NeedsSuccessor: ({ person }, name) =>
      `${name(person)} answers for something here. Pick somebody else who takes it over.`,
    OnlyFromPrivate: () =>
      'Everybody in the workspace can read a public swarm, so taking somebody out of it hides nothing. Use Change roles to have somebody else in their place.',
    OnlyManagers: () => 'Only managers take somebody out of a private swarm. Ask one of them.',
  },
  messages: {},
  calls: {
    RemoveFromChannel: {
      key: ({ seq }) => `remove-${seq}`,
      isInChannel: true,
      needs: 'channel',
      whenExposed: 'emptied',
      // Somebody may have brought them in again meanwhile.
      isStillWanted: (escalation, { person }) => !isInSwarm(escalation, person),
      failedStep: () => 'remove',
      people: none,
      isFirst: true,
    },
  },
  timers: {},
  versions: {},
  ...ASKS_NOBODY,
};

/** Refuses before anybody fills in a form in vain. */
export function refuseToTakeOut({ status }: Escalation) {
  return status === 'failed' ? ({ code: 'UnknownEscalation' } as const) : null;
}

/** Also once it is over: what was said there can still be read, and a reopening would bring them back. */
function takeOut(escalation: Escalation, command: Command<'TakeOut'>, all: AllSlices): Decision {
  const { person, successor } = command;
  const refused = refuseToTakeOut(escalation) ?? refuseEmpty({ reason: [command.reason, 'the reason'] });
  if (refused) return refused;
  if (!isInSwarm(escalation, person)) return { code: 'NotThere', person };
  const answersFor = rolesOf(escalation).includes(person);
  if (answersFor && (successor === null || successor === person)) return { code: 'NeedsSuccessor', person };
  const isRep = escalation.rep === person && successor !== null;
  const taken = {
    type: 'PersonTakenOut',
    person,
    reason: command.reason.trim(),
    ...(isRep ? { rep: successor } : {}),
  } as const;
  const passed = answersFor && successor !== null ? passOn(escalation, person, successor) : [];
  return [...all.whenLeaving(escalation, person), taken, ...passed];
}

function passOn(escalation: Escalation, from: PersonId, to: PersonId): EventBody[] {
  const { owner, communicator, monitor, offer } = escalation;
  const events = bringIn(escalation, to, escalation.rep === from ? 'rep' : 'guest');
  if (monitor === from) events.push(roleGiven(escalation, 'monitor', to));
  if (owner === from) {
    events.push({ type: 'OwnershipPassed', from, to, offer: offer?.to === to ? offer.seq : null });
  }
  if (communicator === from) events.push(roleGiven(escalation, 'communicator', to));
  return events;
}
