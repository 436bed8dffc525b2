import type { TimerKind } from '../../../src/domain/command.ts';
import type { Event } from '../../../src/domain/event.ts';
import { isInSwarm } from '../../../src/domain/kernel/escalation.ts';
import { timersOf } from '../../../src/domain/timers.ts';
import type { Step, Tale } from './tale.ts';

/** What the timeline says of itself. */

export function orderWrong({ events }: Tale): string[] {
  return events.flatMap((event, index) => [
    ...(event.seq === index + 1
      ? []
      : [`event ${event.seq} (${event.type}) stands where ${index + 1} should`]),
    ...(event.at >= (events[index - 1]?.at ?? 0)
      ? []
      : [`event ${event.seq} is older than the one before it`]),
  ]);
}

/** The rep and whoever has a role are in, unless they left the workspace; an owner, once there, stays until another takes over or they say that they are not it. */
export function peopleWrong({ steps }: Tale): string[] {
  return steps.flatMap(({ event, before, after }, index) => {
    if (isTakingOut(steps, index)) return [];
    const { rep, communicator, owner } = after;
    const outside = [rep, communicator, ...(owner === null ? [] : [owner])].filter(
      (id) => !isInSwarm(after, id) && !after.departed.includes(id),
    );
    const taken = before !== null && before.owner !== null && before.owner !== owner;
    return [
      ...outside.map(
        (id) => `${id} is needed, but not in the swarm after event ${event.seq} (${event.type})`,
      ),
      ...(taken && !TAKING_OVER.has(event.type)
        ? [`the owner changed without a hand-over in event ${event.seq} (${event.type})`]
        : []),
    ];
  });
}

const TAKING_OVER: ReadonlySet<string> = new Set([
  'HandOverAccepted',
  'OwnershipPassed',
  'OwnershipReleased',
]);

/** Whoever takes over from somebody taken out comes in with the events that follow, all of one moment and one person. */
function isTakingOut(steps: readonly Step[], index: number): boolean {
  const isSame = (one: Step | undefined) => {
    const event = steps[index]?.event;
    return one !== undefined && one.event.at === event?.at && one.event.by === event.by;
  };
  if (!isSame(steps[index + 1])) return false;
  let first = index;
  while (isSame(steps[first - 1])) first -= 1;
  return steps.slice(first, index + 1).some(({ event }) => event.type === 'PersonTakenOut');
}

/** Events that another of the same moment follows, which brings the promise. */
const MIDWAY: ReadonlySet<string> = new Set(['EscalationOpened', 'CustomerUpdated', 'EscalationReopened']);

/** Exactly one promise while open, none once resolved. */
export function promisesWrong({ steps }: Tale): string[] {
  return steps.flatMap(({ event, after }, index) => {
    if (MIDWAY.has(event.type) && index < steps.length - 1) return [];
    const isOpen = after.status === 'open';
    if (isOpen === (after.checkpoint !== null)) return [];
    const what = isOpen ? 'no promise is open' : 'a promise is still open';
    return [`${what} after event ${event.seq} (${event.type})`];
  });
}

export type Fired = { readonly event: Event; readonly dueAt: number | undefined };

/** Every time the clock spoke, with when it was to speak; undefined when nothing was armed that could. */
export function firedOf({ steps }: Tale): Fired[] {
  return steps.flatMap(({ event, before }) => {
    const kind = kindOf(event);
    if (kind === null || before === null) return [];
    return [{ event, dueAt: timersOf(before).find((one) => one.kind === kind)?.dueAt }];
  });
}

/** No timer spoke too early, twice, or when it had nothing to say any more. */
export function ringsWrong(tale: Tale): string[] {
  return firedOf(tale).flatMap(({ event, dueAt }) => {
    const name = `${event.type} (event ${event.seq})`;
    if (dueAt === undefined) return [`${name} came although no timer was armed for it`];
    return event.at < dueAt ? [`${name} came ${dueAt - event.at} ms early`] : [];
  });
}

function kindOf(event: Step['event']): TimerKind | null {
  switch (event.type) {
    case 'ClaimOverdue':
      return 'claim-overdue';
    case 'CheckpointMissed':
      return 'checkpoint-missed';
    case 'CheckpointAsked':
      return event.when === 'due' ? 'checkpoint-due' : 'checkpoint-ahead';
    default:
      return null;
  }
}
