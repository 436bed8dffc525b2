import type { Button as BlockButton } from '@slack/types';
import type { Escalation } from '../../domain/kernel/escalation.ts';
import type { Instant } from '../../domain/kernel/time.ts';
import type { Wish } from '../../engine/request.ts';
import { target } from '../ids.ts';
import { button } from './blocks.ts';

/** What somebody who pressed it is told once it is done; null when they see it anyway. */
export type Reply = (escalation: Escalation, channelAt: Instant | null, now: Instant) => string | null;

/** A button that sends a command of this type. */
export type Button<C extends string = string> = {
  readonly kind: 'button';
  readonly id: string;
  /** @param subject seq of the event that it answers. */
  readonly block: (
    escalation: string,
    subject?: number,
    look?: { readonly text: string; readonly style?: 'primary' | 'danger' },
  ) => BlockButton;
  readonly request: (subject: number) => Wish & { readonly type: C };
  readonly reply: Reply;
};

/** A button that does something at once. What it carries names what it is about, and is never a permission. */
export function defineButton<W extends Wish>(spec: {
  readonly id: string;
  readonly text: string;
  readonly style?: 'primary' | 'danger';
  readonly request: (subject: number) => W;
  readonly reply: Reply;
}): Button<W['type']> {
  const { id, text, style, request, reply } = spec;
  return {
    kind: 'button',
    id,
    block: (escalation, subject, look = { text, ...(style ? { style } : {}) }) =>
      button(look.text, id, target(escalation, subject), look.style),
    request,
    reply,
  };
}

/** For what everybody sees anyway. */
export const noReply: Reply = () => null;
