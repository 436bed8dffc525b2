import { DAY } from '../../../../src/domain/kernel/time.ts';
import type { Resolving } from '../../../../src/domain/slices/resolution.ts';
import { START } from '../../../support/given.ts';
import { offered, open, owned, resolved, resolvedUnowned, withdrawn } from '../../tables/cast.ts';
import { ask, EVERYBODY, EVERYWHERE, LATER, say } from '../../tables/parts.ts';
import type { SliceTable } from '../../tables/slice-table.ts';
import { resolutionCases } from './cases.ts';

export const resolution: SliceTable<Resolving> = {
  cases: resolutionCases,
  evolve: {
    EscalationResolved: [
      {
        name: 'no promise is open; an open offer waits for a reopening',
        given: offered,
        event: { type: 'EscalationResolved', fix: 'F', cause: 'C', finalWord: 'W', by: 'dana', at: LATER },
        changes: {
          status: 'resolved',
          checkpoint: null,
          resolution: { fix: 'F', cause: 'C', finalWord: 'W', by: 'dana', at: LATER },
        },
      },
    ],
    EscalationWithdrawn: [
      {
        name: 'no promise is open any more, and none was kept',
        given: owned,
        event: { type: 'EscalationWithdrawn', reason: 'Wrong customer', by: 'dana', at: LATER },
        changes: {
          status: 'withdrawn',
          checkpoint: null,
          dropped: [1],
          withdrawal: { reason: 'Wrong customer', by: 'dana', at: LATER },
        },
      },
    ],
    EscalationReopened: [
      {
        name: 'what was withdrawn is open',
        given: withdrawn,
        event: { type: 'EscalationReopened', reason: 'It was right', at: START + DAY },
        changes: { status: 'open', withdrawal: null, claimableSince: START + DAY },
      },
      {
        name: 'the owner is still the owner',
        given: resolved,
        event: { type: 'EscalationReopened', reason: 'It is back', at: START + DAY },
        changes: { status: 'open', resolution: null, claimableSince: START + DAY },
      },
      {
        name: 'without an owner, the time to claim starts again',
        given: [...open, { type: 'ClaimOverdue' }, ...resolvedUnowned.slice(-2)],
        event: { type: 'EscalationReopened', reason: 'It is back', at: START + DAY },
        changes: { status: 'open', resolution: null, claimableSince: START + DAY, claimOverdue: false },
      },
    ],
  },
  react: {
    EscalationResolved: [
      {
        name: 'it is shown everywhere',
        given: owned,
        event: { type: 'EscalationResolved', fix: 'F', cause: 'C', finalWord: 'W' },
        effects: [...EVERYWHERE, say(5)],
      },
      {
        name: 'nobody needs to claim it any more',
        given: open,
        event: { type: 'EscalationResolved', fix: 'F', cause: 'C', finalWord: 'W' },
        effects: [...EVERYWHERE, ask('dana'), say(4)],
      },
      {
        name: 'an open offer waits',
        given: offered,
        event: { type: 'EscalationResolved', fix: 'F', cause: 'C', finalWord: 'W' },
        effects: [...EVERYWHERE, { type: 'ShowOffer', seq: 5 }, say(6)],
      },
    ],
    EscalationWithdrawn: [
      {
        name: 'everything that shows it says so, and the swarm reads why',
        given: owned,
        event: { type: 'EscalationWithdrawn', reason: 'Wrong customer' },
        effects: [...EVERYWHERE, say(5)],
      },
      {
        name: 'leads who were asked to claim need not',
        given: open,
        event: { type: 'EscalationWithdrawn', reason: 'Wrong customer' },
        effects: [...EVERYWHERE, ask('dana'), say(4)],
      },
    ],
    EscalationReopened: [
      {
        name: 'whoever left meanwhile and is needed is invited again',
        given: resolved,
        event: { type: 'EscalationReopened', reason: 'It is back' },
        effects: [{ type: 'Invite', people: EVERYBODY, seq: 7 }, ...EVERYWHERE, say(7)],
      },
      {
        name: 'leads are asked to claim what nobody owns',
        given: resolvedUnowned,
        event: { type: 'EscalationReopened', reason: 'It is back' },
        effects: [{ type: 'Invite', people: EVERYBODY, seq: 6 }, ...EVERYWHERE, ask('dana'), say(6)],
      },
      {
        name: 'an offer that waited is open again',
        given: [...offered, ...resolved.slice(-2)],
        event: { type: 'EscalationReopened', reason: 'It is back' },
        effects: [
          { type: 'Invite', people: EVERYBODY, seq: 8 },
          ...EVERYWHERE,
          { type: 'ShowOffer', seq: 5 },
          say(8),
        ],
      },
    ],
  },
  effects: {},
  refusals: {
    AlreadyResolved: [{ refusal: { code: 'AlreadyResolved' }, says: ['Reopen'] }],
    AlreadyWithdrawn: [{ refusal: { code: 'AlreadyWithdrawn' }, says: ['Reopen'] }],
    MayNotWithdraw: [{ refusal: { code: 'MayNotWithdraw', rep: 'rita' }, says: ['Ask Rita'] }],
    NotResolved: [{ refusal: { code: 'NotResolved' } }],
    MayNotResolve: [
      { refusal: { code: 'MayNotResolve', owner: 'dana', rep: 'rita' }, says: ['Ask Dana'] },
      { refusal: { code: 'MayNotResolve', owner: null, rep: 'rita' }, says: ['Ask Rita'] },
    ],
  },
};
