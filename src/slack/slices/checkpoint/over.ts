import { MEDIA } from '../../../domain/slices/checkpoint.ts';
import { choiceField } from '../../kit/fields.ts';
import { MEDIUM_NAMES } from '../../kit/words.ts';

/** Over what the customer was told. */
export const overField = choiceField({
  label: 'Over what?',
  placeholder: 'Pick one',
  values: MEDIA,
  text: (medium) => MEDIUM_NAMES[medium],
  missing: 'Please pick how the customer was told.',
});
