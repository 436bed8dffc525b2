import { z } from 'zod';
import { OTHERS_KINDS } from '../../domain/kernel/people.ts';
import type { Swarm } from '../../domain/slices/swarm.ts';
import { member, number, person, team } from '../shapes.ts';
import { nowhere, type StoreSlice } from '../slice.ts';

const inChannel = z.literal(true).optional();
const kind = z.enum(OTHERS_KINDS);

export const swarm: StoreSlice<Swarm> = {
  shapes: {
    PeoplePulledIn: { people: z.array(member), teams: z.array(team), inChannel },
    PersonJoined: { person, inChannel },
    PersonLeft: { person },
    PersonReturned: { person },
    PersonDeparted: { person, successor: person.optional() },
  },
  effects: { Invite: { people: z.array(person), seq: number } },
  refusals: {
    NotInSwarm: {},
    AlreadyIn: {},
    NobodyNew: {},
    SwarmFull: { most: number },
    PrivateSwarm: {},
    NotOneOfUs: { kind },
    GuestsMayNot: {},
    GuestOutside: {},
    MusterAlone: {},
    CannotTakePart: { person, field: z.string(), kind },
    GuestsCannotBe: { person, field: z.string(), role: z.enum(['owner', 'monitor']) },
  },
  project: {
    PeoplePulledIn: nowhere,
    PersonJoined: nowhere,
    PersonLeft: nowhere,
    PersonReturned: nowhere,
    PersonDeparted: nowhere,
  },
};
