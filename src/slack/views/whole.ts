import type { KnownBlock, ModalView } from '@slack/types';
import type { Event } from '../../domain/event.ts';
import { type Escalation, reference } from '../../domain/kernel/escalation.ts';
import { contextBlock, divider, plainText } from '../kit/blocks.ts';
import { date, type Names, plain } from '../kit/text.ts';
import type { WholePart } from '../kit/whole.ts';

/** Blocks that a modal may hold, less one that says what is left out. */
const BLOCKS = 99;
/** Characters of one block. */
const PIECE = 3000;

type Whole = { readonly text: string; readonly signed?: string };

const TITLES: Readonly<Record<Extract<WholePart, string>, string>> = {
  problem: 'What is happening',
  tried: 'Tried so far',
  outcome: 'Outcome needed',
  nextActions: 'Next actions',
};

/** What is shown shortened elsewhere, as it was written: not a character of it is mark-up. */
export function wholeModal(
  escalation: Escalation,
  part: Extract<WholePart, string> | Event<'NoteAdded'>,
  names: Names,
): ModalView {
  const title = typeof part === 'string' ? TITLES[part] : 'Note';
  const wholes = wholesOf(escalation, part, names);
  const blocks = wholes.length === 0 ? [[contextBlock('Nothing noted yet.')]] : wholes.map(blocksOf);
  const shown: KnownBlock[][] = [];
  let count = 0;
  for (const one of blocks.toReversed()) {
    if (count + one.length > BLOCKS) break;
    count += one.length;
    shown.unshift(one);
  }
  const left = blocks.length - shown.length;
  return {
    type: 'modal',
    title: plainText(`${reference(escalation)}: ${title}`, 24),
    close: plainText('Close', 24),
    blocks: [
      ...(left > 0 ? [contextBlock(`${left} earlier do not fit here: see /swarm timeline.`)] : []),
      ...shown.flat(),
    ],
  };
}

function wholesOf(
  escalation: Escalation,
  part: Extract<WholePart, string> | Event<'NoteAdded'>,
  names: Names,
): Whole[] {
  const signature = (by: string, at: number) => `${plain(names)(by)} · ${date(at)}`;
  if (typeof part !== 'string') {
    return [{ text: part.text, signed: signature(part.by ?? escalation.rep, part.at) }];
  }
  if (part === 'problem' || part === 'outcome') return [{ text: escalation[part] }];
  return escalation[part].map(({ text, by, at }) => ({ text, signed: signature(by, at) }));
}

function blocksOf({ text, signed }: Whole): KnownBlock[] {
  return [
    ...(signed === undefined ? [] : [contextBlock(signed)]),
    ...pieces(text).map(
      (piece): KnownBlock => ({
        type: 'section',
        text: { type: 'plain_text', text: piece, emoji: false },
      }),
    ),
    ...(signed === undefined ? [] : [divider()]),
  ];
}

function pieces(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; ) {
    // Half of a surrogate pair is no character.
    const piece = text.slice(at, at + PIECE).replace(/[\uD800-\uDBFF]$/, '');
    if (piece === '') break;
    found.push(piece);
    at += piece.length;
  }
  return found;
}
