import type { HomeView, ModalView } from '@slack/types';
import { section } from './blocks.ts';

/** One sentence in a modal, for somebody who acted where no message can be shown to them alone. */
export function noticeModal(text: string): ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: 'Muster' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [section(text)],
  };
}

/** One sentence in App Home, for somebody who has none. */
export function noticeHome(text: string): HomeView {
  return { type: 'home', blocks: [section(text)] };
}
