import { MINUTE } from '../../../../src/domain/kernel/time.ts';
import type { Ownership } from '../../../../src/domain/slices/ownership.ts';
import { hidden, offered, open, owned } from '../../tables/cast.ts';
import {
  archived,
  ask,
  asked,
  CARD,
  EVERYWHERE,
  LATER,
  LINE,
  platform,
  REACH,
  say,
  TOPIC,
  tell,
} from '../../tables/parts.ts';
import type { SliceTable } from '../../tables/slice-table.ts';
import { ownershipCases } from './cases.ts';

const WISH = { type: 'RoleOffered', role: 'monitor', from: 'morgan', to: 'dana', asked: 'dana' } as const;
const wished = [...open, { ...WISH, by: 'sam' }];

export const ownership: SliceTable<Ownership> = {
  cases: ownershipCases,
  evolve: {
    OwnershipClaimed: [
      {
        name: 'there is an owner',
        given: open,
        event: { type: 'OwnershipClaimed', owner: 'dana', at: LATER },
        changes: { owner: 'dana', claimedAt: LATER },
      },
    ],
    ClaimOverdue: [
      {
        name: 'leads were asked again',
        given: open,
        event: { type: 'ClaimOverdue', by: null },
        changes: { claimOverdue: true },
      },
    ],
    HandOverOffered: [
      {
        name: 'the offer waits, the owner stays',
        given: owned,
        event: { type: 'HandOverOffered', to: 'sam', note: 'Watch the queue', by: 'dana', at: LATER },
        changes: {
          offer: { to: 'sam', by: 'dana', note: 'Watch the queue', at: LATER, seq: 5, replaces: null },
        },
      },
      {
        name: 'a newer offer knows which one it replaces',
        given: offered,
        event: { type: 'HandOverOffered', to: 'rita', note: 'Call them', by: 'dana', at: LATER },
        changes: { offer: { to: 'rita', by: 'dana', note: 'Call them', at: LATER, seq: 6, replaces: 5 } },
      },
    ],
    HandOverAccepted: [
      {
        name: 'the next one owns it',
        given: offered,
        event: { type: 'HandOverAccepted', from: 'dana', to: 'sam', offer: 5, at: LATER },
        changes: { owner: 'sam', claimedAt: LATER, offer: null },
      },
    ],
    HandOverDeclined: [
      {
        name: 'the owner stays, the offer is gone',
        given: offered,
        event: { type: 'HandOverDeclined', from: 'dana', to: 'sam', offer: 5 },
        changes: { offer: null },
      },
    ],
    OwnershipPassed: [
      {
        name: 'there is another owner, and an offer to somebody else stands',
        given: offered,
        event: { type: 'OwnershipPassed', from: 'dana', to: 'rita', offer: null, at: 9 },
        changes: { owner: 'rita', claimedAt: 9 },
      },
      {
        name: 'an offer to the new owner is answered',
        given: offered,
        event: { type: 'OwnershipPassed', from: 'dana', to: 'sam', offer: 5, at: 9 },
        changes: { owner: 'sam', claimedAt: 9, offer: null },
      },
    ],
    OwnershipReleased: [
      {
        name: 'nobody owns it, and the time to claim starts again',
        given: offered,
        event: { type: 'OwnershipReleased', owner: 'dana', reason: 'No', offer: 5, at: LATER },
        changes: { owner: null, claimedAt: null, offer: null, claimableSince: LATER },
      },
    ],
    RoleGiven: [
      {
        name: 'another communicator',
        given: open,
        event: { type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'sam' },
        changes: { communicator: 'sam' },
      },
      {
        name: 'another monitor',
        given: open,
        event: { type: 'RoleGiven', role: 'monitor', from: 'morgan', to: 'sam' },
        changes: { monitor: 'sam' },
      },
      {
        name: 'what was open about the role is not any more',
        given: wished,
        event: { type: 'RoleGiven', role: 'monitor', from: 'morgan', to: 'sam', offer: 4 },
        changes: { monitor: 'sam', roleOffers: [] },
      },
    ],
    RoleOffered: [
      {
        name: 'it waits for an answer',
        given: open,
        event: { ...WISH, by: 'sam' },
        changes: {
          roleOffers: [{ role: 'monitor', to: 'dana', by: 'sam', asked: 'dana', seq: 4, replaces: null }],
        },
      },
      {
        name: 'a newer one takes the place of an open one',
        given: wished,
        event: { ...WISH, to: 'rita', asked: 'rita', by: 'sam' },
        changes: {
          roleOffers: [{ role: 'monitor', to: 'rita', by: 'sam', asked: 'rita', seq: 5, replaces: 4 }],
        },
      },
      {
        name: 'who watches from outside is asked directly',
        given: open,
        event: { ...WISH, to: 'sam', asked: 'morgan', by: 'sam' },
        changes: {
          roleOffers: [{ role: 'monitor', to: 'sam', by: 'sam', asked: 'morgan', seq: 4, replaces: null }],
          directAsks: [{ seq: 4, to: 'morgan' }],
        },
      },
    ],
    RoleDeclined: [
      {
        name: 'who had the role has it still',
        given: wished,
        event: { type: 'RoleDeclined', role: 'monitor', from: 'morgan', to: 'dana', asked: 'dana', offer: 4 },
        changes: { roleOffers: [] },
      },
    ],
  },
  react: {
    OwnershipClaimed: [
      {
        name: 'everybody sees the owner, and the requests to claim are answered',
        given: [...open, platform],
        event: { type: 'OwnershipClaimed', owner: 'dana' },
        effects: [...EVERYWHERE, ask('dana'), ask('lee'), say(5)],
      },
      {
        name: 'a lead who left a private swarm hears no more of it',
        given: [...hidden(open), platform, { type: 'PersonLeft', person: 'lee' }],
        event: { type: 'OwnershipClaimed', owner: 'dana' },
        effects: [...EVERYWHERE, ask('dana'), say(6)],
      },
    ],
    ClaimOverdue: [
      {
        name: 'the leads are asked in the channel, the monitor is told',
        given: open,
        event: { type: 'ClaimOverdue' },
        effects: [say(4), { type: 'Tell', person: 'morgan', seq: 4 }],
      },
    ],
    HandOverOffered: [
      {
        name: 'the next owner is asked',
        given: owned,
        event: { type: 'HandOverOffered', to: 'sam', note: 'Watch' },
        effects: [CARD, { type: 'ShowOffer', seq: 5 }],
      },
      {
        name: 'an offer that was replaced says so',
        given: offered,
        event: { type: 'HandOverOffered', to: 'rita', note: 'Watch' },
        effects: [CARD, { type: 'ShowOffer', seq: 5 }, { type: 'ShowOffer', seq: 6 }],
      },
    ],
    HandOverAccepted: [
      {
        name: 'everybody sees the owner',
        given: offered,
        event: { type: 'HandOverAccepted', from: 'dana', to: 'sam', offer: 5 },
        effects: [...EVERYWHERE, { type: 'ShowOffer', seq: 5 }, say(6)],
      },
    ],
    HandOverDeclined: [
      {
        name: 'the offer says so',
        given: offered,
        event: { type: 'HandOverDeclined', from: 'dana', to: 'sam', offer: 5 },
        effects: [CARD, { type: 'ShowOffer', seq: 5 }, say(6)],
      },
    ],
    OwnershipPassed: [
      {
        name: 'everybody sees the owner, who is asked in the channel',
        given: owned,
        event: { type: 'OwnershipPassed', from: 'dana', to: 'rita', offer: null, by: null },
        effects: [CARD, TOPIC, LINE, say(5)],
      },
      {
        name: 'without a channel they are asked directly',
        given: [...owned, archived],
        event: { type: 'OwnershipPassed', from: 'dana', to: 'rita', offer: null, by: null },
        effects: [LINE, tell('rita', 6), REACH],
      },
    ],
    OwnershipReleased: [
      {
        name: 'the button to claim is back, and the leads are asked',
        given: offered,
        event: { type: 'OwnershipReleased', owner: 'dana', reason: 'No', offer: 5, by: 'dana' },
        effects: [...EVERYWHERE, { type: 'ShowOffer', seq: 5 }, ask('dana'), say(6)],
      },
    ],
    RoleGiven: [
      {
        name: 'the card and a line say so',
        given: open,
        event: { type: 'RoleGiven', role: 'monitor', from: 'morgan', to: 'sam' },
        effects: [CARD, say(4)],
      },
      {
        name: 'an open question for the customer update names the new communicator',
        given: [...open, asked],
        event: { type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'sam' },
        effects: [CARD, { type: 'ShowCheckpoint', number: 1, when: 'ahead', seq: 4 }, say(5)],
      },
      {
        name: 'what was asked says that it is answered',
        given: wished,
        event: { type: 'RoleGiven', role: 'monitor', from: 'morgan', to: 'dana', offer: 4, by: 'dana' },
        effects: [CARD, { type: 'ShowRoleOffer', seq: 4 }, say(5)],
      },
    ],
    RoleOffered: [
      {
        name: 'who is to have it is asked',
        given: open,
        event: { ...WISH, by: 'sam' },
        effects: [{ type: 'ShowRoleOffer', seq: 4 }],
      },
      {
        name: 'one that was replaced says so',
        given: wished,
        event: { ...WISH, to: 'rita', asked: 'rita', by: 'sam' },
        effects: [
          { type: 'ShowRoleOffer', seq: 4 },
          { type: 'ShowRoleOffer', seq: 5 },
        ],
      },
      {
        name: 'a monitor outside reads it directly, too',
        given: open,
        event: { ...WISH, to: 'sam', asked: 'morgan', by: 'sam' },
        effects: [
          { type: 'ShowRoleOffer', seq: 4 },
          { type: 'ShowRoleOffer', seq: 4, to: 'morgan' },
        ],
      },
    ],
    RoleDeclined: [
      {
        name: 'it says so, and a line does',
        given: wished,
        event: { type: 'RoleDeclined', role: 'monitor', from: 'morgan', to: 'dana', asked: 'dana', offer: 4 },
        effects: [{ type: 'ShowRoleOffer', seq: 4 }, say(5)],
      },
    ],
  },
  effects: {
    ShowClaimRequest: {
      effect: { type: 'ShowClaimRequest', lead: 'dana' },
      key: 'claim-request-dana',
      needs: 'nothing',
      lane: 'claim-request-dana',
    },
    ShowOffer: { effect: { type: 'ShowOffer', seq: 5 }, key: 'offer-5', needs: 'channel', lane: 'lines' },
    ShowRoleOffer: {
      effect: { type: 'ShowRoleOffer', seq: 5 },
      key: 'role-offer-5',
      needs: 'channel',
      lane: 'lines',
    },
  },
  refusals: {
    NotALead: [
      { refusal: { code: 'NotALead', leads: ['dana'] }, says: ['Ask Dana to claim it.'] },
      { refusal: { code: 'NotALead', leads: ['dana', 'lee', 'nora'] }, says: ['Dana, Lee or Nora'] },
      { refusal: { code: 'NotALead', leads: [] }, says: ['Add a team'] },
    ],
    AlreadyOwned: [
      {
        refusal: { code: 'AlreadyOwned', owner: 'dana', ago: 2 * MINUTE },
        says: ['Dana claimed this 2 min ago.', 'ask Dana to hand over'],
      },
      { refusal: { code: 'AlreadyOwned', owner: 'dana', ago: 400 }, says: ['Dana claimed this just now.'] },
      { refusal: { code: 'AlreadyOwned', owner: 'dana', ago: null }, says: ['Dana claimed this.'] },
    ],
    AlreadyYours: [{ refusal: { code: 'AlreadyYours' }, says: ['Hand over'] }],
    NotTheOwner: [
      { refusal: { code: 'NotTheOwner', owner: 'dana' }, says: ['Dana'] },
      { refusal: { code: 'NotTheOwner', owner: null }, says: ['lead'] },
    ],
    OfferToSelf: [{ refusal: { code: 'OfferToSelf' }, says: ['Pick somebody else'] }],
    OfferNotForYou: [{ refusal: { code: 'OfferNotForYou', to: 'sam' }, says: ['Sam'] }],
    OfferGone: [{ refusal: { code: 'OfferGone' }, says: ['card'] }],
    RoleOfferGone: [{ refusal: { code: 'RoleOfferGone' }, says: ['card'] }],
    AskForRole: [{ refusal: { code: 'AskForRole', holder: 'rita' }, says: ['Ask Rita'] }],
    RoleAlreadyTheirs: [{ refusal: { code: 'RoleAlreadyTheirs', person: 'sam' }, says: ['Sam'] }],
  },
};
