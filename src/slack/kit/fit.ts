import type { KnownBlock, SectionBlock } from '@slack/types';
import { SECTION, section } from './blocks.ts';
import { cut, cutMarkup, partsOf } from './text.ts';

/**
 * The most that the blocks of one message may hold together, in characters. Slack refuses more than about 13,200
 * (`msg_blocks_too_long`) and documents neither the figure nor what counts, so here everything that is sent counts.
 * https://github.com/slackapi/bolt-js/issues/2509
 */
const MESSAGE = 13_000;

/** Stands where a text was cut. */
export const CUT = '…\n_Shortened: `/swarm context` in the swarm’s channel has the whole._';

/** Texts are not cut any shorter than this; the fifty blocks that a message may have then fit. */
const SHORTEST = 150;

/**
 * The same blocks, which all fit into one message: where they would not, the longest texts are cut, as little as it takes,
 * and say so.
 */
export function fitBlocks<B extends KnownBlock>(blocks: B[]): B[] {
  if (sizeOf(blocks) <= MESSAGE) return blocks;
  let [fits, tooLong] = [SHORTEST, 3_000];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (sizeOf(shortened(blocks, middle)) <= MESSAGE) fits = middle;
    else tooLong = middle;
  }
  return shortened(blocks, fits);
}

/** Mrkdwn from people for a section, which says so where it is cut. */
export function cutSaying(text: string, limit: number): string {
  return cutMarkup(cut(text, Number.POSITIVE_INFINITY), limit, CUT);
}

function sizeOf(blocks: readonly unknown[]): number {
  return JSON.stringify(blocks).length;
}

function shortened<T>(value: T, limit: number): T {
  if (Array.isArray(value)) return value.map((one) => shortened(one, limit)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, shortened(inner, limit)]);
  const copy = Object.fromEntries(entries) as { type?: unknown; text?: unknown };
  if (copy.type === 'mrkdwn' && typeof copy.text === 'string') copy.text = cutMarkup(copy.text, limit, CUT);
  return copy as T;
}

/** Sections in one message: well below the 50 blocks allowed, so that a message stays readable. */
const SECTIONS = 12;

/** Texts of mrkdwn, however long, as the blocks of as many messages as it takes; nothing is cut. */
export function inMessages(texts: readonly string[]): SectionBlock[][] {
  const messages: SectionBlock[][] = [];
  for (const block of packed(texts.flatMap((text) => partsOf(text, SECTION))).map((text) => section(text))) {
    const last = messages.at(-1);
    const isRoomy = last !== undefined && last.length < SECTIONS && sizeOf([...last, block]) <= MESSAGE;
    if (isRoomy) last.push(block);
    else messages.push([block]);
  }
  return messages;
}

/** Joins texts into as few as fit a section each. */
function packed(texts: readonly string[]): string[] {
  const all: string[] = [];
  for (const text of texts) {
    const last = all.at(-1);
    if (last !== undefined && last.length + 1 + text.length <= SECTION)
      all[all.length - 1] = `${last}\n${text}`;
    else all.push(text);
  }
  return all;
}
