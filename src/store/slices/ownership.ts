import { z } from 'zod';
import type { Ownership } from '../../domain/slices/ownership.ts';
import { number, person } from '../shapes.ts';
import { nowhere, type StoreSlice } from '../slice.ts';

const answered = { from: person, to: person, offer: number };

export const ownership: StoreSlice<Ownership> = {
  shapes: {
    OwnershipClaimed: { owner: person },
    ClaimOverdue: {},
    HandOverOffered: { to: person, note: z.string() },
    HandOverAccepted: answered,
    HandOverDeclined: answered,
    OwnershipPassed: { from: person, to: person, offer: number.nullable() },
    RoleGiven: { role: z.enum(['communicator', 'monitor']), from: person, to: person },
  },
  effects: {
    ShowClaimRequest: { lead: person },
    ShowOffer: { seq: number, to: person.optional() },
  },
  refusals: {
    NotALead: { leads: z.array(person) },
    AlreadyOwned: { owner: person, ago: z.number().nullable() },
    AlreadyYours: {},
    NotTheOwner: { owner: person.nullable() },
    OfferToSelf: {},
    OfferNotForYou: { to: person },
    OfferGone: {},
    RoleAlreadyTheirs: { person },
  },
  project: {
    OwnershipClaimed: nowhere,
    ClaimOverdue: nowhere,
    HandOverOffered: nowhere,
    HandOverAccepted: nowhere,
    HandOverDeclined: nowhere,
    OwnershipPassed: nowhere,
    RoleGiven: nowhere,
  },
};
