import { refuseToOffer } from '../../../domain/slices/ownership.ts';
import { contextBlock } from '../../kit/blocks.ts';
import { personField, textField } from '../../kit/fields.ts';
import { defineForm } from '../../kit/form.ts';
import { mention } from '../../kit/text.ts';
import { heading } from '../../kit/words.ts';

export const handOver = defineForm({
  id: 'hand-over',
  menu: null,
  title: 'Hand over',
  submit: 'Offer',
  command: 'OfferHandOver',
  refuse: refuseToOffer,
  basedOn: ['owner'],
  intro: ({ escalation }) => {
    const { owner, offer } = escalation;
    const open = offer === null ? '' : ` The open offer to ${mention(offer.to)} is replaced.`;
    const stays = owner === null ? '' : ` ${mention(owner)} stays the owner until they accept.`;
    return contextBlock(`*${heading(escalation)}* ·${stays}${open}`);
  },
  fields: {
    to: personField({ label: 'Who takes over?', missing: 'Please pick who takes over.' }),
    note: textField({
      label: 'What is next?',
      hint: 'What they need to go on: what to do first, and what to watch.',
      lines: 'many',
      called: 'what is next',
    }),
  },
  initial: () => ({}),
  refusals: { OfferToSelf: 'to' },
  request: ({ to, note }) => ({ type: 'OfferHandOver', to, note }),
});
