import type { InputBlock } from '@slack/types';
import { SEVERITIES, type Severity } from '../../../domain/kernel/playbook.ts';
import { selectInput } from '../../kit/inputs.ts';
import { severityMark } from '../../kit/words.ts';

/** @param action tells as soon as one is chosen */
export function severityInput(id: string, initial: Severity | undefined, action: string): InputBlock {
  return selectInput({
    id,
    action,
    label: 'Severity',
    placeholder: 'Pick a severity',
    choices: SEVERITIES.map((severity) => ({ value: severity, text: severityMark(severity) })),
    ...(initial === undefined ? {} : { initial }),
  });
}
