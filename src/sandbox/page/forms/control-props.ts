import type { Json } from '../../protocol.ts';
import type { Field } from './elements.ts';

export type ControlProps = {
  readonly field: Field;
  readonly entry: Json;
  /** The person changed the value; typed text comes letter by letter. */
  readonly onValue: (entry: Json) => void;
  /** The person pressed Enter in a text box. True when that was taken and must not submit. */
  readonly onEnter?: (entry: Json) => boolean;
  /** The id of the visible label; without it `label` names the control. */
  readonly labelId?: string;
  readonly label?: string;
  readonly describedBy?: string;
  readonly invalid?: boolean;
};
