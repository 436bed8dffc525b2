import { type Escalation, reference } from '../../domain/kernel/escalation.ts';
import type { Entry } from '../../domain/slices/context.ts';
import { contextBlock, type Message } from '../kit/blocks.ts';
import { inMessages } from '../kit/fit.ts';
import { cut, date, type Names, plain, quote, type Write } from '../kit/text.ts';
import { heading, OVER } from '../kit/words.ts';

/** Slack takes five answers to one command. */
const ANSWERS = 5;
const WHOLE = Number.POSITIVE_INFINITY;

/** All that the card holds, with nothing cut, in as many messages as it takes. What is long by nature comes last. */
export function wholeContext(escalation: Escalation, names: Names): Message[] {
  const write = plain(names);
  const first = `${heading(escalation)}: all that the card holds`;
  const messages = inMessages([`*${first}*`, ...parts(escalation, write)]).map((blocks, index) => ({
    text: index === 0 ? first : `${reference(escalation)}, continued`,
    blocks,
  }));
  if (messages.length <= ANSWERS) return messages;
  const [last, ...before] = messages.slice(0, ANSWERS).reverse();
  const rest = contextBlock('That is as much as Slack takes at once. `/swarm timeline` goes on.');
  return [...before.reverse(), { text: last?.text ?? '', blocks: [...(last?.blocks ?? []), rest] }];
}

function parts(escalation: Escalation, write: Write): string[] {
  const { problem, outcome, tried, nextActions, lastUpdate, resolution } = escalation;
  return [
    ...(resolution === null
      ? []
      : [`*What fixed it*\n${cut(resolution.fix, WHOLE)}`, `*Cause*\n${cut(resolution.cause, WHOLE)}`]),
    `*What is happening*\n${cut(problem, WHOLE)}`,
    `*Outcome the customer needs*\n${cut(outcome, WHOLE)}`,
    ...(lastUpdate === null
      ? []
      : [
          `*Last customer update*\n${date(lastUpdate.at)} ${OVER[lastUpdate.over]}, ${write(lastUpdate.by)}\n${quote(lastUpdate.text, WHOLE)}`,
        ]),
    '*Next actions*',
    ...entries(nextActions, write),
    '*Tried so far*',
    ...entries(tried, write),
  ];
}

function entries(all: readonly Entry[], write: Write): string[] {
  if (all.length === 0) return ['None noted yet.'];
  return all.map((one) => `• ${cut(one.text, WHOLE)} (${write(one.by)} · ${date(one.at)})`);
}
