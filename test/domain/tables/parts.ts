import type { Effect } from '../../../src/domain/effect.ts';
import { MINUTE } from '../../../src/domain/kernel/time.ts';
import { START } from '../../support/given.ts';
import { PLATFORM } from './cast.ts';

/** What rows of several slices are made of. */

export const LATER = START + 30 * MINUTE;
export const asked = {
  type: 'CheckpointAsked',
  number: 1,
  when: 'ahead',
  communicator: 'rita',
  by: null,
} as const;
export const CARD = { type: 'ShowCard' } as const;
export const EVERYWHERE = [CARD, { type: 'ShowTopic' }, { type: 'ShowLine' }] as const;
export const EVERYBODY = ['rita', 'dana', 'sam'];
export const say = (seq: number): Effect => ({ type: 'Say', seq });
export const ask = (lead: string): Effect => ({ type: 'ShowClaimRequest', lead });
export const platform = {
  type: 'PeoplePulledIn',
  people: [
    { id: 'lee', as: 'lead', team: 'platform' },
    { id: 'pat', as: 'specialist', team: 'platform' },
  ],
  teams: [PLATFORM],
} as const;
export const PIN = { type: 'PinCard' } as const;
export const TOPIC = { type: 'ShowTopic' } as const;
export const LINE = { type: 'ShowLine' } as const;
export const REACH = { type: 'ReachChannel' } as const;
export const tell = (person: string, seq: number): Effect => ({ type: 'Tell', person, seq });
export const archived = { type: 'SwarmChannelLost', why: 'archived', person: 'gus' } as const;
