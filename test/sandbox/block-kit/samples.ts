import { validateMessage, validateView } from '../../../src/sandbox/block-kit/validate.ts';

/** Smallest valid pieces, to be varied by the tests. */
export type Json = Record<string, unknown>;

export function plain(text = 'Claim'): Json {
  return { type: 'plain_text', text };
}

export function mrkdwn(text = '*Payments* are down'): Json {
  return { type: 'mrkdwn', text };
}

export function section(more: Json = {}): Json {
  return { type: 'section', text: mrkdwn(), ...more };
}

export function option(value = 'sev1', more: Json = {}): Json {
  return { text: plain(`Severity ${value}`), value, ...more };
}

export function options(count: number): Json[] {
  return Array.from({ length: count }, (_, index) => option(`v${index}`));
}

export function button(more: Json = {}): Json {
  return { type: 'button', text: plain(), ...more };
}

export function inputBlock(element: Json, more: Json = {}): Json {
  return { type: 'input', label: plain('What is happening?'), element, ...more };
}

export function actions(...elements: Json[]): Json {
  return { type: 'actions', elements };
}

export function modal(blocks: Json[] = [section()], more: Json = {}): Json {
  return { type: 'modal', title: plain('Escalate'), submit: plain('Escalate'), blocks, ...more };
}

export function richText(...elements: Json[]): Json {
  return {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: elements.length > 0 ? elements : [{ type: 'text', text: 'Hi' }],
      },
    ],
  };
}

export function table(rows: number, columns: number, text = 'x'): Json {
  const row = Array.from({ length: columns }, () => ({ type: 'raw_text', text }));
  return { type: 'table', rows: Array.from({ length: rows }, () => row) };
}

export function image(more: Json = {}): Json {
  return { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'A graph', ...more };
}

export function video(more: Json = {}): Json {
  return {
    type: 'video',
    video_url: 'https://example.com/v',
    thumbnail_url: 'https://example.com/t.png',
    alt_text: 'A tour',
    title: plain('Tour'),
    ...more,
  };
}

export function chars(count: number): string {
  return 'x'.repeat(count);
}

export function link(length: number): string {
  return 'https://example.com/'.padEnd(length, 'x');
}

export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** Checked where it may stand: alone in an input block of a modal. */
export function inInput(element: Json): string[] {
  return validateView(modal([inputBlock(element)]));
}

/** Checked as one of a message's actions. */
export function inActions(element: Json): string[] {
  return validateMessage({ blocks: [actions(element)] });
}

export function inContextActions(element: Json): string[] {
  return validateMessage({ blocks: [{ type: 'context_actions', elements: [element] }] });
}

export function offering(type: string, size: number): Json {
  return { type, options: options(size) };
}
