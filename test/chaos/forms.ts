import type { EventType } from '../../src/domain/event.ts';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import type { Choice } from '../../src/sandbox/actor/values.ts';
import type { Sandbox } from '../../src/sandbox/start.ts';
import type { Place } from './people.ts';
import { type ActName, MANAGER } from './plan.ts';

type Form = {
  /** Throws when what opens it is not there yet. */
  readonly open: (person: Actor, place: Place) => Promise<unknown>;
  /** What others do, so that it can be done. Throws what Slack's client says when they cannot. */
  readonly before?: (place: Place, sandbox: Sandbox) => void;
  readonly who: (place: Place, sandbox: Sandbox) => Actor;
  /** Whether something is typed that can be found again. */
  readonly isTyped: boolean;
  readonly values: (place: Place, promise: Date, typed: string) => Record<string, Choice>;
  readonly leaves: readonly EventType[];
};

/** By a button, or an entry of the card's menu. */
const button =
  (words: string): Form['open'] =>
  (person, { channel }) =>
    person.click(channel, words);
const command =
  (word: string): Form['open'] =>
  (person, { channel }) =>
    person.command(channel, '/swarm', word);

const rep = ({ rep }: Place) => rep;
const lead = ({ plan }: Place, sandbox: Sandbox) => sandbox.person(plan.leads[0]);
const specialist = ({ plan }: Place, sandbox: Sandbox) => sandbox.person(plan.specialist);

/** Everything that people do by filling in a modal. */
export const FORMS = {
  'log update': {
    open: button('Log customer update'),
    who: rep,
    isTyped: true,
    values: (_place, promise, typed) => ({
      'What did you tell the customer?': `We are at it ${typed}`,
      'When do they hear from us next?': promise,
    }),
    leaves: ['CustomerUpdated'],
  },
  'move update': {
    open: button('Move next update'),
    who: rep,
    isTyped: true,
    values: (_place, promise, typed) => ({ 'New time': promise, 'Why?': `The bank takes longer ${typed}` }),
    leaves: ['CheckpointMoved'],
  },
  'add note': {
    open: button('Add note'),
    who: specialist,
    isTyped: true,
    values: (_place, _promise, typed) => ({
      'What is it?': 'Something that was tried',
      Note: `Cleared the cache ${typed}`,
    }),
    leaves: ['NoteAdded'],
  },
  'edit context': {
    open: button('Edit context'),
    who: rep,
    isTyped: true,
    values: (_place, _promise, typed) => ({ 'What is happening?': `It fails everywhere ${typed}` }),
    leaves: ['ContextEdited'],
  },
  'change severity': {
    open: button('Change severity'),
    who: lead,
    isTyped: true,
    values: ({ plan }, _promise, typed) => ({
      Severity: plan.number % 2 === 0 ? '🔴 SEV1' : '⚪ SEV4',
      'Why?': `As we know now ${typed}`,
    }),
    leaves: ['SeverityChanged'],
  },
  'add people': {
    open: button('Add people'),
    who: rep,
    isTyped: false,
    values: ({ plan }) => ({ People: [plan.guest], Teams: ['Data & Reporting'] }),
    leaves: ['PeoplePulledIn'],
  },
  'give role': {
    open: button('Change roles'),
    who: rep,
    isTyped: false,
    values: ({ plan }) => ({
      Role: 'Communicator: gives the customer the next update',
      'Who takes it?': plan.guest,
    }),
    leaves: ['RoleGiven', 'RoleOffered'],
  },
  'hand over': {
    open: button('Hand over'),
    who: (place, sandbox) => place.owner ?? lead(place, sandbox),
    isTyped: true,
    values: ({ plan }, _promise, typed) => ({
      'Who takes over?': plan.specialist,
      'What is next?': `Call the bank ${typed}`,
    }),
    leaves: ['HandOverOffered'],
  },
  release: {
    open: button('Release ownership'),
    who: (place, sandbox) => place.owner ?? lead(place, sandbox),
    isTyped: true,
    values: (_place, _promise, typed) => ({ 'Why?': `It is not ours ${typed}` }),
    leaves: ['OwnershipReleased'],
  },
  'take out': {
    open: command('remove'),
    before: bringManager,
    who: (_place, sandbox) => sandbox.person(MANAGER),
    isTyped: true,
    values: (place, _promise, typed) => ({
      'Who?': takenOut(place),
      'Who takes over?': place.plan.successor,
      'Why?': `It is about them ${typed}`,
    }),
    leaves: ['PersonTakenOut'],
  },
  withdraw: {
    open: (person, place) =>
      (place.owner === null && place.plan.number % 2 === 0 ? button('Withdraw') : command('withdraw'))(
        person,
        place,
      ),
    who: rep,
    isTyped: true,
    values: (_place, _promise, typed) => ({ 'Why?': `It was the wrong customer ${typed}` }),
    leaves: ['EscalationWithdrawn'],
  },
  resolve: {
    open: button('Resolve'),
    who: rep,
    isTyped: true,
    values: (_place, _promise, typed) => ({
      'What fixed it?': `Rolled it back ${typed}`,
      'What was the cause?': 'A bad release',
      'Final word to the customer': 'It works again',
    }),
    leaves: ['EscalationResolved'],
  },
  reopen: {
    open: button('Reopen'),
    who: rep,
    isTyped: true,
    values: (_place, promise, typed) => ({
      'Why is it reopened?': `It fails again ${typed}`,
      'Next update promised to the customer': promise,
    }),
    leaves: ['EscalationReopened'],
  },
} satisfies { readonly [act in ActName]?: Form };

/** Only managers take somebody out, and only where they are. */
function bringManager(place: Place, sandbox: Sandbox): void {
  const { plan, channel, rep } = place;
  const isThere = (one: Actor) => one.conversations().some(({ id }) => id === channel);
  if (isThere(sandbox.person(MANAGER))) return;
  // By somebody who stays: Slack may tell of it late, and whom somebody brings in who is out by then, the swarm does not take in.
  const others = [rep.handle, ...plan.leads, plan.specialist].filter((one) => one !== takenOut(place));
  const found = others.map((one) => sandbox.person(one)).find(isThere);
  if (found === undefined) throw new Error('nobody who could bring the manager in is there');
  found.invite(channel, [MANAGER]);
}

/** The rep themselves, every third time. */
function takenOut({ plan, rep }: Place): string {
  return plan.number % 3 === 0 ? rep.handle : plan.specialist;
}

type FormName = keyof typeof FORMS;

export function isForm(act: ActName): act is FormName {
  return Object.hasOwn(FORMS, act);
}

/** The form of an act, whichever it is. */
export function formOf(act: FormName): Form {
  return FORMS[act];
}
