import type { Removal } from '../../../../src/domain/slices/removal.ts';
import { hidden, open, PAYMENTS } from '../../tables/cast.ts';
import { CARD, say } from '../../tables/parts.ts';
import type { SliceTable } from '../../tables/slice-table.ts';
import { removalCases } from './cases.ts';

const out = { type: 'PersonTakenOut', reason: 'It is about them', by: 'morgan' } as const;
const remove = { type: 'RemoveFromChannel', person: 'rita', seq: 4 } as const;

export const removal: SliceTable<Removal> = {
  cases: removalCases,
  evolve: {
    PersonTakenOut: [
      {
        name: 'they are in the swarm no longer, and in none of its teams',
        given: hidden(open),
        event: { ...out, person: 'dana' },
        changes: {
          swarm: [
            { id: 'rita', as: 'rep' },
            { id: 'sam', as: 'specialist', team: 'payments' },
          ],
          teams: [{ ...PAYMENTS, leads: [] }],
        },
      },
      {
        name: 'who takes over is the rep',
        given: hidden(open),
        event: { ...out, person: 'rita', rep: 'olli' },
        changes: {
          rep: 'olli',
          swarm: [
            { id: 'dana', as: 'lead', team: 'payments' },
            { id: 'sam', as: 'specialist', team: 'payments' },
          ],
        },
      },
    ],
  },
  react: {
    PersonTakenOut: [
      {
        name: 'they are removed from the channel, and the swarm reads why',
        given: hidden(open),
        event: { ...out, person: 'rita', rep: 'olli' },
        effects: [remove, CARD, say(4)],
      },
    ],
  },
  effects: {
    RemoveFromChannel: { effect: remove, key: 'remove-4', needs: 'channel', lane: 'remove-4' },
  },
  refusals: {
    NotThere: [{ refusal: { code: 'NotThere', person: 'olli' }, says: ['Olli'] }],
    NeedsSuccessor: [
      { refusal: { code: 'NeedsSuccessor', person: 'rita' }, says: ['Rita', 'takes it over'] },
    ],
    OnlyFromPrivate: [{ refusal: { code: 'OnlyFromPrivate' }, says: ['public'] }],
    OnlyManagers: [{ refusal: { code: 'OnlyManagers' }, says: ['managers'] }],
  },
};
