import { z } from 'zod';
import { KINDS } from '../../domain/kernel/playbook.ts';
import type { Opening } from '../../domain/slices/opening.ts';
import { duration, member, number, person, severity, team } from '../shapes.ts';
import { nowhere, type StoreSlice } from '../slice.ts';

const ticket = z.object({ text: z.string(), key: z.string(), url: z.string().optional() });
const cadence = z.object({ SEV1: duration, SEV2: duration, SEV3: duration, SEV4: duration });
const trigger = z.object({
  playbook: z.string(),
  name: z.string(),
  kind: z.enum(KINDS),
  outcome: z.string(),
  cadence,
  claimWithin: duration,
});
export const opening: StoreSlice<Opening> = {
  shapes: {
    EscalationOpened: {
      number,
      isPrivate: z.boolean(),
      customer: z.string(),
      ticket,
      problem: z.string(),
      tried: z.string(),
      outcome: z.string(),
      trigger,
      severity,
      rep: person,
      monitor: person,
      teams: z.array(team),
      swarm: z.array(member),
      channelName: z.string(),
    },
    RivalOpened: { number, rep: person },
  },
  effects: {},
  refusals: {
    TicketAlreadySwarmed: {
      id: z.string(),
      number,
      isPrivate: z.boolean(),
      channel: z.string().nullable(),
    },
    UnknownEscalation: {},
    AnsweredBefore: {},
    AlreadyOpened: {},
    Empty: { field: z.string(), called: z.string() },
    TooLong: { field: z.string(), most: number },
    TooManyLines: { field: z.string(), most: number },
    TooMany: { field: z.string(), most: number },
    TooManyEntries: { most: number },
    HidesHost: { host: z.string() },
    Outdated: { called: z.string() },
  },
  project: {
    EscalationOpened: nowhere,
    RivalOpened: nowhere,
  },
};
