import type { Message } from './blocks.ts';

/** The answer to /swarm help. */
export function help(): Message {
  return { text: 'What Muster can do', blocks: [] };
}
