import type { KeyboardEvent } from 'react';

/** Up and down arrows move from message to message while one has the focus itself. */
export function moveBetweenMessages(event: KeyboardEvent): void {
  const from = event.target;
  if (!(from instanceof HTMLElement) || !from.matches('[data-ts]')) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-ts]')];
  rows[rows.indexOf(from) + step]?.focus();
  event.preventDefault();
}
