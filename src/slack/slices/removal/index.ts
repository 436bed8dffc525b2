import type { Removal } from '../../../domain/slices/removal.ts';
import { asksNothing, type SlackSlice } from '../../kit/slice.ts';
import { quoted, ROOM } from '../../kit/text.ts';
import { asSaid } from '../../kit/told.ts';
import { takeOut } from './take-out.ts';

export const removal: SlackSlice<Removal> = {
  events: {
    PersonTakenOut: {
      sentence: ({ person, reason, rep }, write, by) =>
        [
          `${by} took ${write(person)} out of this swarm: ${quoted(reason, ROOM.long)}`,
          ...(rep === undefined ? [] : [`${write(rep)} is the rep now.`]),
        ].join(' '),
      ask: asksNothing,
      tell: asSaid,
    },
  },
  messages: {},
  calls: { RemoveFromChannel: 'taking somebody out' },
  commands: { TakeOut: takeOut },
};
