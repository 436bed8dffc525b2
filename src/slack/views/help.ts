import { COMMANDS } from '../ids.ts';
import { type Message, section } from '../kit/blocks.ts';

const { escalate, swarm } = COMMANDS;

/** The answer to /swarm help. */
export function help(): Message {
  return {
    text: `${escalate} starts an escalation; ${swarm} status, list and timeline tell you how things stand.`,
    blocks: [
      section(
        '*Muster brings the right people to a customer’s problem, and keeps the promise made to them.*',
      ),
      section(
        [
          `\`${escalate}\` starts an escalation. What you write after it is filled in for you.`,
          `\`${swarm} status\` in a swarm channel: who owns it, and when the customer hears from us.`,
          `\`${swarm} timeline\` in a swarm channel: its whole story, the end of it first when it is long.`,
          `\`${swarm} context\` in a swarm channel: all that its card holds, with nothing cut.`,
          `\`${swarm} withdraw\` in a swarm channel: takes back what was opened by mistake.`,
          `\`${swarm} remove\` in a private swarm’s channel: a manager takes somebody out, the rep as well.`,
          `\`${swarm} list\`: the swarms that are open.`,
          `\`${swarm} help\`: this text.`,
        ].join('\n'),
      ),
      section(
        [
          '*In a swarm channel* the pinned card has it all, with a button for every step.',
          '• A lead claims ownership; exactly one person owns an escalation.',
          '• The communicator tells the customer, logs it, and promises the next update.',
          '• Nobody is passed along: whoever raised it stays to the end.',
        ].join('\n'),
      ),
    ],
  };
}
