import type { InputBlock } from '@slack/types';
import { SEVERITIES, type Severity } from '../../domain/playbook.ts';
import { selectInput } from './inputs.ts';
import { severityMark } from './words.ts';

export function severityInput(id: string, initial?: Severity): InputBlock {
  return selectInput({
    id,
    label: 'Severity',
    placeholder: 'Pick a severity',
    choices: SEVERITIES.map((severity) => ({ value: severity, text: severityMark(severity) })),
    ...(initial === undefined ? {} : { initial }),
  });
}
