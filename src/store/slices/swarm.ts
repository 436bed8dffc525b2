import { z } from 'zod';
import type { Swarm } from '../../domain/slices/swarm.ts';
import { member, number, person, team } from '../shapes.ts';
import { nowhere, type StoreSlice } from '../slice.ts';

const inChannel = z.literal(true).optional();

export const swarm: StoreSlice<Swarm> = {
  shapes: {
    PeoplePulledIn: { people: z.array(member), teams: z.array(team), inChannel },
    PersonJoined: { person, inChannel },
    PersonLeft: { person },
    PersonReturned: { person },
    PersonDeparted: { person, successor: person.optional() },
  },
  effects: { Invite: { people: z.array(person), seq: number } },
  refusals: { NotInSwarm: {}, AlreadyIn: {}, NobodyNew: {}, SwarmFull: { most: number }, PrivateSwarm: {} },
  project: {
    PeoplePulledIn: nowhere,
    PersonJoined: nowhere,
    PersonLeft: nowhere,
    PersonReturned: nowhere,
    PersonDeparted: nowhere,
  },
};
