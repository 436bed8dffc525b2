import type { EventType } from '../../src/domain/event.ts';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import type { Choice } from '../../src/sandbox/actor/values.ts';
import type { Sandbox } from '../../src/sandbox/start.ts';
import type { Place } from './people.ts';
import type { ActName } from './plan.ts';

type Form = {
  /** The button or menu entry that opens it. */
  readonly button: string;
  readonly who: (place: Place, sandbox: Sandbox) => Actor;
  /** Whether something is typed that can be found again. */
  readonly isTyped: boolean;
  readonly values: (place: Place, promise: Date, typed: string) => Record<string, Choice>;
  readonly leaves: readonly EventType[];
};

const rep = ({ plan }: Place, sandbox: Sandbox) => sandbox.person(plan.rep);
const lead = ({ plan }: Place, sandbox: Sandbox) => sandbox.person(plan.leads[0]);
const specialist = ({ plan }: Place, sandbox: Sandbox) => sandbox.person(plan.specialist);

/** Everything that people do by filling in a modal. */
const FORMS = {
  'log update': {
    button: 'Log customer update',
    who: rep,
    isTyped: true,
    values: (_place, promise, typed) => ({
      'What did you tell the customer?': `We are at it ${typed}`,
      'When do they hear from us next?': promise,
    }),
    leaves: ['CustomerUpdated'],
  },
  'move update': {
    button: 'Move next update',
    who: rep,
    isTyped: true,
    values: (_place, promise, typed) => ({ 'New time': promise, 'Why?': `The bank takes longer ${typed}` }),
    leaves: ['CheckpointMoved'],
  },
  'add note': {
    button: 'Add note',
    who: specialist,
    isTyped: true,
    values: (_place, _promise, typed) => ({
      'What is it?': 'Something that was tried',
      Note: `Cleared the cache ${typed}`,
    }),
    leaves: ['NoteAdded'],
  },
  'edit context': {
    button: 'Edit context',
    who: rep,
    isTyped: true,
    values: (_place, _promise, typed) => ({ 'What is happening?': `It fails everywhere ${typed}` }),
    leaves: ['ContextEdited'],
  },
  'change severity': {
    button: 'Change severity',
    who: lead,
    isTyped: true,
    values: ({ plan }, _promise, typed) => ({
      Severity: plan.number % 2 === 0 ? '🔴 SEV1' : '⚪ SEV4',
      'Why?': `As we know now ${typed}`,
    }),
    leaves: ['SeverityChanged'],
  },
  'add people': {
    button: 'Add people',
    who: rep,
    isTyped: false,
    values: ({ plan }) => ({ People: [plan.guest], Teams: ['Data & Reporting'] }),
    leaves: ['PeoplePulledIn'],
  },
  'give role': {
    button: 'Change roles',
    who: rep,
    isTyped: false,
    values: ({ plan }) => ({
      Role: 'Communicator: gives the customer the next update',
      'Who takes it?': plan.guest,
    }),
    leaves: ['RoleGiven', 'RoleOffered'],
  },
  'hand over': {
    button: 'Hand over',
    who: (place, sandbox) => place.owner ?? lead(place, sandbox),
    isTyped: true,
    values: ({ plan }, _promise, typed) => ({
      'Who takes over?': plan.specialist,
      'What is next?': `Call the bank ${typed}`,
    }),
    leaves: ['HandOverOffered'],
  },
  resolve: {
    button: 'Resolve',
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
    button: 'Reopen',
    who: rep,
    isTyped: true,
    values: (_place, promise, typed) => ({
      'Why is it reopened?': `It fails again ${typed}`,
      'Next update promised to the customer': promise,
    }),
    leaves: ['EscalationReopened'],
  },
} satisfies { readonly [act in ActName]?: Form };

type FormName = keyof typeof FORMS;

export function isForm(act: ActName): act is FormName {
  return Object.hasOwn(FORMS, act);
}

/** The form of an act, whichever it is. */
export function formOf(act: FormName): Form {
  return FORMS[act];
}
