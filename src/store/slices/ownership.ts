import { z } from 'zod';
import { GIVEN_ROLES, type Ownership } from '../../domain/slices/ownership.ts';
import { number, person } from '../shapes.ts';
import { nowhere, type StoreSlice } from '../slice.ts';

const answered = { from: person, to: person, offer: number };
const role = z.enum(GIVEN_ROLES);

export const ownership: StoreSlice<Ownership> = {
  shapes: {
    OwnershipClaimed: { owner: person },
    ClaimOverdue: {},
    HandOverOffered: { to: person, note: z.string() },
    HandOverAccepted: answered,
    HandOverDeclined: answered,
    OwnershipPassed: { from: person, to: person, offer: number.nullable() },
    OwnershipReleased: { owner: person, reason: z.string(), offer: number.nullable() },
    RoleGiven: {
      role,
      from: person,
      to: person,
      offer: number.optional(),
      isGuestNow: z.literal(true).optional(),
    },
    RoleOffered: { role, from: person, to: person, asked: person },
    RoleDeclined: { role, from: person, to: person, asked: person, offer: number },
  },
  effects: {
    ShowClaimRequest: { lead: person },
    ShowOffer: { seq: number, to: person.optional() },
    ShowRoleOffer: { seq: number, to: person.optional() },
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
    RoleOfferGone: {},
    AskForRole: { holder: person },
  },
  project: {
    OwnershipClaimed: nowhere,
    ClaimOverdue: nowhere,
    HandOverOffered: nowhere,
    HandOverAccepted: nowhere,
    HandOverDeclined: nowhere,
    OwnershipPassed: nowhere,
    OwnershipReleased: nowhere,
    RoleGiven: nowhere,
    RoleOffered: nowhere,
    RoleDeclined: nowhere,
  },
};
