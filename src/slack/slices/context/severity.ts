import type { InputBlock } from '@slack/types';
import { SEVERITIES, type Severity } from '../../../domain/kernel/playbook.ts';
import { selectInput } from '../../kit/inputs.ts';
import { severityMark } from '../../kit/words.ts';

export function severityInput(id: string, initial?: Severity): InputBlock {
  return selectInput({
    id,
    label: 'Severity',
    placeholder: 'Pick a severity',
    choices: SEVERITIES.map((severity) => ({ value: severity, text: severityMark(severity) })),
    ...(initial === undefined ? {} : { initial }),
  });
}
