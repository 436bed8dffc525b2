import { MINUTE } from '../../../../src/domain/kernel/time.ts';
import type { ChannelDelay } from '../../../../src/domain/slices/delay.ts';
import { START } from '../../../support/given.ts';
import { hidden, opened } from '../../tables/cast.ts';
import { ask } from '../../tables/parts.ts';
import type { SliceTable } from '../../tables/slice-table.ts';
import { delayCases, delayed } from './cases.ts';

const again = {
  type: 'SwarmChannelDelayed',
  opensAt: START + 9 * MINUTE,
  place: 50,
  aMinute: 20,
  before: START + 7 * MINUTE,
} as const;
const shown = { type: 'ShowDelay', person: 'rita' } as const;

export const delay: SliceTable<ChannelDelay> = {
  cases: delayCases,
  evolve: {
    SwarmChannelDelayed: [
      {
        name: 'what was told last is known',
        given: [opened, delayed],
        event: again,
        changes: { delay: { opensAt: again.opensAt, place: 50, aMinute: 20 } },
      },
    ],
  },
  react: {
    SwarmChannelDelayed: [
      {
        name: 'leads are asked to claim, and the rep is told',
        given: [opened],
        event: { ...again, before: null },
        effects: [ask('dana'), shown],
      },
      { name: 'leads are asked once', given: [opened, delayed], event: again, effects: [shown] },
      {
        name: 'nobody is asked to claim what has an owner already',
        given: [opened, { type: 'OwnershipClaimed', owner: 'dana' }],
        event: { ...again, before: null },
        effects: [shown],
      },
      {
        name: 'of a private one only its own people are asked',
        given: hidden([{ ...opened, swarm: [{ id: 'rita', as: 'rep' }] }]),
        event: { ...again, before: null },
        effects: [shown],
      },
    ],
  },
  effects: { ShowDelay: { effect: shown, key: 'delay-rita', needs: 'nothing', lane: 'delay-rita' } },
  refusals: {},
};
