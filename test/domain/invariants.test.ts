import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Command, MUSTER } from '../../src/domain/command.ts';
import { decide } from '../../src/domain/decide.ts';
import { type Effect, effectLane, effectNeeds, isPossible } from '../../src/domain/effect.ts';
import type { Event, EventBody, EventType } from '../../src/domain/event.ts';
import { evolve, replay } from '../../src/domain/evolve.ts';
import { maySee } from '../../src/domain/kernel/access.ts';
import { isRefusal } from '../../src/domain/kernel/decision.ts';
import { type Escalation, isInSwarm, type PersonId } from '../../src/domain/kernel/escalation.ts';
import { react } from '../../src/domain/react.ts';
import { explain } from '../../src/domain/refusal.ts';
import { SLICES } from '../../src/domain/slices.ts';
import { timersOf } from '../../src/domain/timers.ts';
import { START, stateAfter } from '../support/given.ts';
import { opened } from './tables/cast.ts';
import { commandOf, opening, type Step, steps } from './tables/walk.ts';

/** An escalation on its way, with who is in its Slack channel as far as invitations and leaving tell. */
type Walk = { state: Escalation; readonly events: Event[]; readonly present: Set<PersonId> };

const FIELDS = Object.keys(stateAfter(opened));

describe('whatever people do, in whatever order', () => {
  test.each([
    ['public', false],
    ['private', true],
  ])('a %s escalation keeps its promises', (_name, isPrivate) => {
    fc.assert(
      fc.property(steps, (all) => {
        walk(isPrivate, all);
      }),
      { numRuns: 200 },
    );
  });

  test('every kind of event occurs on such walks', () => {
    const drawn = fc.sample(steps, { numRuns: 300, seed: 7 });
    const walks = drawn.flatMap((all) => [walk(false, all), walk(true, all)]);
    const types = new Set(walks.flatMap((events) => events.map((one) => one.type)));
    const known = Object.values(SLICES).flatMap((slice) => Object.keys(slice.evolve));
    expect(known.filter((type) => !types.has(type as EventType))).toEqual([]);
  });
});

function walk(isPrivate: boolean, all: readonly Step[]): Event[] {
  const events: Event[] = [];
  const first = decide(null, opening(isPrivate, START));
  if (isRefusal(first)) throw new Error(first.code);
  const given: Walk = {
    state: happen(events, null, first, opening(isPrivate, START)),
    events,
    present: new Set(),
  };
  holds(given.state);
  let now = START;
  for (const step of all) {
    now += step.wait;
    take(given, commandOf(step, given.state, now));
  }
  expect(replay(events)).toEqual(given.state);
  fromSnapshots(events);
  return events;
}

/**
 * From the state at any event, as a snapshot holds it, the rest leads where all of them lead: the next event does at
 * each, and from one of them all that come after it.
 */
function fromSnapshots(events: readonly Event[]): void {
  let state: Escalation | null = null;
  for (const [index, event] of events.entries()) {
    const next = evolve(state, event);
    const snapshot: Escalation | null = JSON.parse(JSON.stringify(state));
    // Comparing by `expect` alone takes a minute.
    if (!isDeepStrictEqual(evolve(snapshot, event), next))
      expect(evolve(snapshot, event)).toStrictEqual(next);
    if (index === events.length >> 1) expect(replay(events.slice(index), snapshot)).toEqual(replay(events));
    state = next;
  }
}

function take(given: Walk, command: Command): void {
  const before = frozen(given.state);
  const sender = command.by.id;
  if (sender !== null) comeOrGo(given, command, sender);
  if (command.type === 'RecordDeparture') given.present.delete(command.person);
  if (command.type === 'RecordMembers' && command.channel === before.channel?.id) {
    for (const member of command.members) given.present.add(member);
  }
  const decision = decide(before, command);
  if (isRefusal(decision)) {
    expect(explain(decision, () => 'Somebody')).toMatch(/^[A-Z].*\.$/);
    return;
  }
  if (decision.length > 0 && sender !== null && command.type !== 'LeaveSwarm') {
    expect(maySee(before, sender)).toBe(true);
  }
  const old = given.events.length;
  given.state = happen(given.events, before, decision, command);
  const fresh = given.events.slice(old);
  holds(given.state);
  follows(before, given.state, fresh);
  reacts(given, before, fresh);
}

/** What Slack tells of people was so in the channel that it tells of. */
function comeOrGo({ present, state }: Walk, command: Command, sender: PersonId): void {
  const channel = state.channel?.id;
  if (command.type === 'LeaveSwarm' && command.channel === channel) present.delete(sender);
  if (command.type === 'JoinSwarm' && command.inChannel === channel) present.add(sender);
}

function happen(
  events: Event[],
  before: Escalation | null,
  decision: readonly EventBody[],
  command: Command,
): Escalation {
  const fresh = decision.map((body, index): Event => {
    const seq = events.length + index + 1;
    return { ...body, escalation: 'e1', workspace: 'w1', seq, at: command.at, by: command.by.id };
  });
  events.push(...fresh);
  const state = replay(fresh, before);
  if (state === null) throw new Error('nothing opened');
  return state;
}

/** True of every state. */
function holds(state: Escalation): void {
  // A field that only some states have is misspelt somewhere, and slow to copy.
  expect(Object.keys(state)).toEqual(FIELDS);
  const { swarm, rep, owner, communicator, offer, checkpoint, status, departed } = state;
  expect(new Set(swarm.map((one) => one.id)).size).toBe(swarm.length);
  for (const person of [rep, communicator, ...(owner === null ? [] : [owner])]) {
    expect(isInSwarm(state, person), `${person} is in`).toBe(!departed.includes(person));
  }
  for (const person of departed) expect(isInSwarm(state, person), `${person} has left`).toBe(false);
  expect(checkpoint === null).toBe(status !== 'open');
  if (checkpoint) expect(checkpoint.number).toBe(state.checkpoints);
  if (offer) {
    expect(owner).not.toBeNull();
    expect(offer.to).not.toBe(owner);
    expect(isInSwarm(state, offer.to), `${offer.to}, who was offered it, is in`).toBe(true);
  }
  if (status === 'open') expect(state.resolution).toBeNull();
  expect(state.resolution === null).toBe(status !== 'resolved');
  if (status === 'failed') expect(state.channel).toBeNull();
  fireTimers(state);
}

/** Timers are armed only while open; each has its say at its time, no sooner, and is then done. */
function fireTimers(state: Escalation): void {
  const timers = timersOf(state);
  if (state.status !== 'open') expect(timers).toEqual([]);
  const nameOf = (one: (typeof timers)[number]) => `${one.kind} ${one.subject ?? ''}`;
  expect(new Set(timers.map(nameOf)).size).toBe(timers.length);
  for (const { kind, subject, dueAt } of timers) {
    const fires = { type: 'FireTimer', timer: kind, subject, by: MUSTER } as const;
    const decision = decide(state, { ...fires, at: dueAt });
    if (isRefusal(decision)) throw new Error(`${kind}: ${decision.code}`);
    expect(decision).toHaveLength(1);
    const after = happen([], state, decision, { ...fires, at: dueAt });
    expect(timersOf(after).map(nameOf)).not.toContain(nameOf({ kind, subject, dueAt }));
    if (kind !== 'checkpoint-due') expect(decide(state, { ...fires, at: dueAt - 1 })).toEqual([]);
  }
}

/** True of what one command makes of the state before it. */
function follows(before: Escalation, state: Escalation, fresh: readonly Event[]): void {
  const types = fresh.map((one) => one.type);
  const isReleased = types.includes('OwnershipReleased');
  if (before.owner !== null && !isReleased) expect(state.owner).not.toBeNull();
  if (before.owner !== state.owner && !isReleased) {
    const how = before.owner === null ? ['OwnershipClaimed'] : ['HandOverAccepted', 'OwnershipPassed'];
    expect(how.some((one) => types.includes(one as EventType))).toBe(true);
  }
  let number = before.checkpoints;
  for (const event of fresh) {
    if (event.type === 'CheckpointPromised') {
      expect(event.number).toBe(++number);
      expect(event.dueAt).toBeGreaterThan(event.at);
    }
    if (event.type === 'CustomerUpdated') expect(event.met).toBe(before.checkpoints);
  }
  const met = before.checkpoint?.number !== state.checkpoint?.number && before.status === 'open';
  const isDropped = types.includes('StepFailed') || types.includes('EscalationWithdrawn');
  expect(types.includes('CustomerUpdated')).toBe(met && !isDropped);
}

/** Effects point at events that are there, reach only those who may see, and leave nobody of the swarm outside. */
function reacts(given: Walk, before: Escalation, fresh: readonly Event[]): void {
  let state = before;
  for (const event of fresh) {
    state = evolve(state, event);
    if (event.type === 'SwarmChannelCreated') given.present.clear();
    for (const effect of react(state, event)) check(effect, state, given);
  }
  const { channel, status, swarm } = given.state;
  if (channel === null || channel.lost !== null || status !== 'open') return;
  for (const { id } of swarm) expect(given.present.has(id), `${id} was invited`).toBe(true);
}

function check(effect: Effect, state: Escalation, { events, present }: Walk): void {
  const named = 'seq' in effect ? events[effect.seq - 1] : undefined;
  if ('seq' in effect) expect(named).toBeDefined();
  if (state.channel === null) {
    expect(effectNeeds(effect) === 'nothing' || effectLane(effect) === 'lines').toBe(true);
  }
  expect(isPossible(effect, state.channel?.lost ?? null), `${effect.type} is possible`).toBe(true);
  switch (effect.type) {
    case 'ShowOffer':
      expect(named?.type).toBe('HandOverOffered');
      break;
    case 'ShowCheckpoint':
      expect(named).toMatchObject({ type: 'CheckpointAsked', number: effect.number, when: effect.when });
      break;
    case 'Invite':
      for (const person of effect.people) {
        expect(isInSwarm(state, person)).toBe(true);
        present.add(person);
      }
      break;
    case 'Tell':
    case 'ShowDelay':
      expect(maySee(state, effect.person)).toBe(true);
      break;
    case 'ShowClaimRequest':
      expect(maySee(state, effect.lead)).toBe(true);
      break;
  }
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
