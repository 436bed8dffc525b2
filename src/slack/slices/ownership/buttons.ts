import { defineButton, noReply } from '../../kit/button.ts';

export const claim = defineButton({
  id: 'claim-ownership',
  text: 'Claim ownership',
  style: 'primary',
  request: () => ({ type: 'ClaimOwnership' }),
  reply: noReply,
});

export const acceptHandOver = defineButton({
  id: 'accept-hand-over',
  text: 'Accept',
  style: 'primary',
  request: (offer) => ({ type: 'AcceptHandOver', offer }),
  reply: noReply,
});

export const declineHandOver = defineButton({
  id: 'decline-hand-over',
  text: 'Decline',
  request: (offer) => ({ type: 'DeclineHandOver', offer }),
  reply: noReply,
});

export const acceptRole = defineButton({
  id: 'accept-role',
  text: 'Accept',
  style: 'primary',
  request: (offer) => ({ type: 'AcceptRole', offer }),
  reply: noReply,
});

export const declineRole = defineButton({
  id: 'decline-role',
  text: 'Decline',
  request: (offer) => ({ type: 'DeclineRole', offer }),
  reply: noReply,
});
