import { z } from 'zod';
import { LOSSES, MEDIA } from '../domain/escalation.ts';
import { type EventBody, type EventType, FAILED_STEPS, NOTE_KINDS } from '../domain/event.ts';
import { KINDS, SEVERITIES } from '../domain/playbook.ts';

/** Of the shape that events are written in. Raise it with a change of shape, and say in `upcast` how an older one reads. */
export const EVENT_VERSION = 1;

const person = z.string().min(1);
const instant = z.number().int();
const duration = z.number().int().nonnegative();
const number = z.number().int().positive();
const severity = z.enum(SEVERITIES);
const medium = z.enum(MEDIA);
const when = z.enum(['ahead', 'due']);

const ticket = z.object({ text: z.string(), key: z.string(), url: z.string().optional() });
const cadence = z.object({ SEV1: duration, SEV2: duration, SEV3: duration, SEV4: duration });
const trigger = z.object({
  playbook: z.string(),
  name: z.string(),
  kind: z.enum(KINDS),
  outcome: z.string(),
  cadence,
  claimWithin: duration,
});
const member = z.object({
  id: person,
  as: z.enum(['rep', 'lead', 'specialist', 'guest']),
  team: z.string().optional(),
});
const team = z.object({
  key: z.string(),
  name: z.string(),
  leads: z.array(person),
  specialists: z.array(person),
});
const inChannel = z.literal(true).optional();
const answered = { from: person, to: person, offer: number };

type Body<T extends EventType> = Omit<Extract<EventBody, { type: T }>, 'type'>;
/** Exactly the fields that the domain has, each of its type. */
type Shapes = { [T in EventType]: { [K in keyof Body<T>]-?: z.ZodType<Body<T>[K]> } };

const BODIES = {
  EscalationOpened: {
    number,
    isPrivate: z.boolean(),
    customer: z.string(),
    ticket,
    problem: z.string(),
    tried: z.string(),
    outcome: z.string(),
    trigger,
    severity,
    rep: person,
    monitor: person,
    teams: z.array(team),
    swarm: z.array(member),
    channelName: z.string(),
  },
  SwarmChannelCreated: { channel: z.string(), name: z.string() },
  SwarmChannelLost: { why: z.enum(LOSSES), person: person.nullable() },
  SwarmChannelMended: { from: z.enum(LOSSES), person: person.nullable() },
  SwarmChannelRestored: {},
  SwarmChannelRenamed: { channel: z.string(), name: z.string() },
  SwarmChannelShared: {},
  NewChannelWanted: {},
  CardDeleted: {},
  CardUnpinned: { person: person.nullable() },
  PeoplePulledIn: { people: z.array(member), teams: z.array(team), inChannel },
  PersonJoined: { person, inChannel },
  PersonLeft: { person },
  PersonReturned: { person },
  PersonDeparted: { person },
  OwnershipClaimed: { owner: person },
  ClaimOverdue: {},
  HandOverOffered: { to: person, note: z.string() },
  HandOverAccepted: answered,
  HandOverDeclined: answered,
  OwnershipPassed: { from: person, to: person, offer: number.nullable() },
  RoleGiven: { role: z.enum(['communicator', 'monitor']), from: person, to: person },
  CheckpointPromised: { number, dueAt: instant },
  CheckpointMoved: { number, from: instant, to: instant, reason: z.string() },
  CheckpointAsked: { number, when, communicator: person },
  CheckpointMissed: { number, dueAt: instant, communicator: person, monitor: person },
  CustomerUpdated: { text: z.string(), over: medium, met: z.number().int().nonnegative() },
  NoteAdded: { kind: z.enum(NOTE_KINDS), text: z.string() },
  ContextEdited: {
    changes: z.object({
      customer: z.string().optional(),
      problem: z.string().optional(),
      tried: z.string().optional(),
      outcome: z.string().optional(),
      nextActions: z.string().optional(),
    }),
  },
  SeverityChanged: { from: severity, to: severity, reason: z.string() },
  EscalationResolved: { fix: z.string(), cause: z.string(), finalWord: z.string() },
  EscalationReopened: { reason: z.string() },
  StepFailed: { step: z.enum(FAILED_STEPS), people: z.array(person), reason: z.string() },
} satisfies Shapes;

/** Throws a `ZodError` for what is not an event: damaged data, or a bug of ours on its way in. */
export function parseEventBody(type: string, version: number, data: unknown): EventBody {
  const schema = schemas[type as EventType];
  if (schema === undefined) throw new Error(`${type} is no event that this version of Muster knows`);
  return schema.parse({ ...(upcast(type, version, data) as object), type });
}

/** The one place where an old event is brought to today's shape. */
function upcast(type: string, version: number, data: unknown): unknown {
  if (version > EVENT_VERSION) {
    throw new Error(`${type} was written by a newer Muster (version ${version}): update this one`);
  }
  return data;
}

const schemas = Object.fromEntries(
  Object.entries(BODIES).map(([type, shape]) => [type, z.object({ type: z.literal(type), ...shape })]),
) as unknown as Record<EventType, z.ZodType<EventBody>>;
