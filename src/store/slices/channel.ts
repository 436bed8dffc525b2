import { z } from 'zod';
import type { SwarmChannel } from '../../domain/slices/channel.ts';
import { LOSSES } from '../../domain/slices/channel.ts';
import { number, person } from '../shapes.ts';
import { nowhere, type StoreSlice } from '../slice.ts';

export const channel: StoreSlice<SwarmChannel> = {
  shapes: {
    SwarmChannelCreated: { channel: z.string(), name: z.string() },
    SwarmChannelLost: { why: z.enum(LOSSES), person: person.nullable() },
    SwarmChannelMended: { from: z.enum(LOSSES), person: person.nullable() },
    SwarmChannelRestored: {},
    SwarmChannelRenamed: { channel: z.string(), name: z.string() },
    SwarmChannelShared: {},
    NewChannelWanted: {},
    BystandersFound: { people: z.array(person) },
    BystanderLeft: { person },
  },
  effects: {
    Say: { seq: number },
    Tell: { person, seq: number },
    CreateChannel: { name: z.string(), isPrivate: z.boolean() },
    ReachChannel: {},
  },
  refusals: { ChannelThere: {}, ChannelComing: {}, BystandersGone: {} },
  project: {
    SwarmChannelCreated: nowhere,
    SwarmChannelLost: nowhere,
    SwarmChannelMended: nowhere,
    SwarmChannelRestored: nowhere,
    SwarmChannelRenamed: nowhere,
    SwarmChannelShared: nowhere,
    NewChannelWanted: nowhere,
    BystandersFound: nowhere,
    BystanderLeft: nowhere,
  },
};
