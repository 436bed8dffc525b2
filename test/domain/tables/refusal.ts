import { MINUTE } from '../../../src/domain/kernel/time.ts';
import type { Refusal, RefusalCode } from '../../../src/domain/refusal.ts';

/** Samples of each refusal; `says` is what the sentence must hold. */
type Row<C extends RefusalCode> = {
  readonly refusal: Extract<Refusal, { code: C }>;
  readonly says?: readonly string[];
};

export const refusalRows: { readonly [C in RefusalCode]: readonly [Row<C>, ...Row<C>[]] } = {
  TicketAlreadySwarmed: [
    {
      refusal: { code: 'TicketAlreadySwarmed', number: 3, id: 'e3', channel: 'C3', isPrivate: false },
      says: ['ESC-3', 'Join it'],
    },
    {
      refusal: { code: 'TicketAlreadySwarmed', number: 3, id: 'e3', channel: null, isPrivate: true },
      says: ['ESC-3', 'Ask a manager'],
    },
  ],
  UnknownEscalation: [{ refusal: { code: 'UnknownEscalation' }, says: ['/escalate'] }],
  AnsweredBefore: [{ refusal: { code: 'AnsweredBefore' }, says: ['Refresh'] }],
  AlreadyOpened: [{ refusal: { code: 'AlreadyOpened' } }],
  AlreadyResolved: [{ refusal: { code: 'AlreadyResolved' }, says: ['Reopen'] }],
  NotResolved: [{ refusal: { code: 'NotResolved' } }],
  NotInSwarm: [{ refusal: { code: 'NotInSwarm' }, says: ['Join'] }],
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
  AlreadyIn: [{ refusal: { code: 'AlreadyIn' } }],
  NobodyNew: [{ refusal: { code: 'NobodyNew' } }],
  PrivateSwarm: [{ refusal: { code: 'PrivateSwarm' }, says: ['private'] }],
  ChannelThere: [{ refusal: { code: 'ChannelThere' }, says: ['Carry on there'] }],
  ChannelComing: [{ refusal: { code: 'ChannelComing' }, says: ['in a moment'] }],
  RoleAlreadyTheirs: [{ refusal: { code: 'RoleAlreadyTheirs', person: 'sam' }, says: ['Sam'] }],
  NotInFuture: [{ refusal: { code: 'NotInFuture' } }],
  TooFarAhead: [{ refusal: { code: 'TooFarAhead' }, says: ['90 days'] }],
  SameTime: [{ refusal: { code: 'SameTime' } }],
  SameSeverity: [{ refusal: { code: 'SameSeverity' } }],
  NothingChanged: [{ refusal: { code: 'NothingChanged' } }],
  MayNotResolve: [
    { refusal: { code: 'MayNotResolve', owner: 'dana', rep: 'rita' }, says: ['Ask Dana'] },
    { refusal: { code: 'MayNotResolve', owner: null, rep: 'rita' }, says: ['Ask Rita'] },
  ],
  Outdated: [
    {
      refusal: { code: 'Outdated', called: 'The next customer update' },
      says: ['The next customer update has'],
    },
  ],
  Empty: [{ refusal: { code: 'Empty', field: 'reason', called: 'the reason' }, says: ['the reason'] }],
};
