import { explain, type Refusal } from '../../domain/refusal.ts';
import type { ModalId } from '../ids.ts';
import type { Errors, Values } from './form.ts';
import type { Names } from './text.ts';

/** A refusal as inline errors of this modal, on the field it is about, else on the first one. */
export function refusalErrors(_modal: ModalId, refusal: Refusal, values: Values, names: Names): Errors {
  return { [Object.keys(values)[0] ?? '']: explain(refusal, names) };
}
