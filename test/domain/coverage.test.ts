import { describe, expect, test } from 'vitest';
import type { CommandType } from '../../src/domain/command.ts';
import type { EffectType } from '../../src/domain/effect.ts';
import type { EventType } from '../../src/domain/event.ts';
import type { RefusalCode } from '../../src/domain/refusal.ts';
import { channelCases } from './tables/channel.ts';
import { checkpointCases } from './tables/checkpoint.ts';
import { contextCases } from './tables/context.ts';
import { decideCases } from './tables/decide.ts';
import { departureCases } from './tables/departure.ts';
import { effectRows } from './tables/effect.ts';
import { evolveRows } from './tables/evolve.ts';
import { ownershipCases } from './tables/ownership.ts';
import { reactRows } from './tables/react.ts';
import { refusalRows } from './tables/refusal.ts';
import { resolutionCases } from './tables/resolution.ts';
import { swarmCases } from './tables/swarm.ts';

/*
 * A name added to the domain makes these lists fail to compile; a name added here without a row in the tables makes the
 * tests below fail.
 */
const COMMANDS: Record<CommandType, true> = {
  OpenEscalation: true,
  RecordChannel: true,
  RecordFailure: true,
  RecordChannelNews: true,
  RecordChannelSeen: true,
  RecordChannelName: true,
  RecordCardGone: true,
  OpenNewChannel: true,
  RecordDeparture: true,
  PullIn: true,
  JoinSwarm: true,
  LeaveSwarm: true,
  ClaimOwnership: true,
  OfferHandOver: true,
  AcceptHandOver: true,
  DeclineHandOver: true,
  GiveRole: true,
  LogCustomerUpdate: true,
  MoveCheckpoint: true,
  FireTimer: true,
  AddNote: true,
  EditContext: true,
  ChangeSeverity: true,
  Resolve: true,
  Reopen: true,
};
const EVENTS: Record<EventType, true> = {
  EscalationOpened: true,
  SwarmChannelCreated: true,
  SwarmChannelLost: true,
  SwarmChannelMended: true,
  SwarmChannelRestored: true,
  SwarmChannelRenamed: true,
  SwarmChannelShared: true,
  NewChannelWanted: true,
  CardDeleted: true,
  CardUnpinned: true,
  PeoplePulledIn: true,
  PersonJoined: true,
  PersonLeft: true,
  PersonReturned: true,
  PersonDeparted: true,
  OwnershipClaimed: true,
  ClaimOverdue: true,
  HandOverOffered: true,
  HandOverAccepted: true,
  HandOverDeclined: true,
  OwnershipPassed: true,
  RoleGiven: true,
  CheckpointPromised: true,
  CheckpointMoved: true,
  CheckpointAsked: true,
  CheckpointMissed: true,
  CustomerUpdated: true,
  NoteAdded: true,
  ContextEdited: true,
  SeverityChanged: true,
  EscalationResolved: true,
  EscalationReopened: true,
  StepFailed: true,
};
const EFFECTS: Record<EffectType, true> = {
  CreateChannel: true,
  Invite: true,
  ReachChannel: true,
  ShowCard: true,
  PinCard: true,
  ShowTopic: true,
  ShowLine: true,
  ShowClaimRequest: true,
  ShowCheckpoint: true,
  ShowOffer: true,
  Say: true,
  Tell: true,
};
const REFUSALS: Record<RefusalCode, true> = {
  TicketAlreadySwarmed: true,
  UnknownEscalation: true,
  AnsweredBefore: true,
  AlreadyOpened: true,
  AlreadyResolved: true,
  NotResolved: true,
  NotInSwarm: true,
  NotALead: true,
  AlreadyOwned: true,
  AlreadyYours: true,
  NotTheOwner: true,
  OfferToSelf: true,
  OfferNotForYou: true,
  OfferGone: true,
  AlreadyIn: true,
  NobodyNew: true,
  PrivateSwarm: true,
  ChannelThere: true,
  ChannelComing: true,
  RoleAlreadyTheirs: true,
  NotInFuture: true,
  TooFarAhead: true,
  SameTime: true,
  SameSeverity: true,
  NothingChanged: true,
  MayNotResolve: true,
  Empty: true,
  Outdated: true,
};

const CASES = [
  ...decideCases,
  ...channelCases,
  ...departureCases,
  ...swarmCases,
  ...ownershipCases,
  ...checkpointCases,
  ...contextCases,
  ...resolutionCases,
];
const ANSWERS = CASES.map((row) => row.then);
const REACTIONS = Object.values(reactRows).flat();

describe('the tables hold', () => {
  test.each(Object.keys(COMMANDS))('a %s that is accepted and one that is refused or idle', (type) => {
    const answers = CASES.filter((row) => row.when.type === type).map((row) => row.then);
    expect(answers.some((answer) => !('code' in answer) && answer.length > 0)).toBe(true);
    expect(answers.some((answer) => 'code' in answer || answer.length === 0)).toBe(true);
  });

  test.each(Object.keys(EVENTS))('%s as an answer, in a state and with its effects', (type) => {
    expect(ANSWERS.some((answer) => !('code' in answer) && answer.some((one) => one.type === type))).toBe(
      true,
    );
    expect(type === 'EscalationOpened' || type in evolveRows).toBe(true);
    expect(REACTIONS.some((row) => row.event.type === type)).toBe(true);
  });

  test.each(Object.keys(EFFECTS))('%s as a consequence', (type) => {
    expect(REACTIONS.some((row) => row.effects.some((one) => one.type === type))).toBe(true);
    expect(type in effectRows).toBe(true);
  });

  // No decision: what had been answered in a way that only a newer version knows. See test/engine/rolling-upgrade.test.ts.
  test('AnsweredBefore explained', () => expect(refusalRows).toHaveProperty('AnsweredBefore'));

  const decided = Object.keys(REFUSALS).filter((code) => code !== 'AnsweredBefore');
  test.each(decided)('%s as an answer, explained', (code) => {
    expect(ANSWERS.some((answer) => 'code' in answer && answer.code === code)).toBe(true);
    expect(code in refusalRows).toBe(true);
  });

  test('a name of its own for every row', () => {
    const names = CASES.map((row) => row.name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
