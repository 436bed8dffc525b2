import type { Effect, EffectType } from '../../../src/domain/effect.ts';

type Row<T extends EffectType> = {
  readonly effect: Extract<Effect, { type: T }>;
  readonly key: string;
  readonly needs: 'nothing' | 'channel' | 'card';
  readonly lane: string;
};

export const effectRows: { readonly [T in EffectType]: Row<T> } = {
  CreateChannel: {
    effect: { type: 'CreateChannel', name: 'esc-7', isPrivate: false },
    key: 'channel',
    needs: 'nothing',
    lane: 'channel',
  },
  Invite: {
    effect: { type: 'Invite', people: ['sam', 'dana'], seq: 3 },
    key: 'invite-3',
    needs: 'channel',
    lane: 'invite-3',
  },
  ReachChannel: { effect: { type: 'ReachChannel' }, key: 'reach', needs: 'channel', lane: 'reach' },
  ShowCard: { effect: { type: 'ShowCard' }, key: 'card', needs: 'channel', lane: 'card' },
  PinCard: { effect: { type: 'PinCard' }, key: 'pin', needs: 'card', lane: 'pin' },
  ShowTopic: { effect: { type: 'ShowTopic' }, key: 'topic', needs: 'channel', lane: 'topic' },
  ShowLine: { effect: { type: 'ShowLine' }, key: 'line', needs: 'channel', lane: 'line' },
  ShowClaimRequest: {
    effect: { type: 'ShowClaimRequest', lead: 'dana' },
    key: 'claim-request-dana',
    needs: 'channel',
    lane: 'claim-request-dana',
  },
  ShowCheckpoint: {
    effect: { type: 'ShowCheckpoint', number: 2, when: 'due', seq: 9 },
    key: 'checkpoint-2-due-9',
    needs: 'channel',
    lane: 'lines',
  },
  ShowOffer: { effect: { type: 'ShowOffer', seq: 5 }, key: 'offer-5', needs: 'channel', lane: 'lines' },
  Say: { effect: { type: 'Say', seq: 4 }, key: 'say-4', needs: 'channel', lane: 'lines' },
  Tell: {
    effect: { type: 'Tell', person: 'morgan', seq: 6 },
    key: 'tell-morgan-6',
    needs: 'nothing',
    lane: 'tell-morgan-6',
  },
};
