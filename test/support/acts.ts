import type { Actor } from '../../src/sandbox/actor/actor.ts';
import type { Choice } from '../../src/sandbox/actor/values.ts';
import type { Message } from '../../src/sandbox/protocol.ts';
import type { Stage } from './script.ts';
import { words } from './words.ts';

/** What a rep types unless a test says otherwise. */
export const TYPED: Readonly<Record<string, Choice>> = {
  Trigger: 'Payments failing or wrong amounts',
  Customer: 'Globex',
  'Ticket (link or number)': '#4711',
  'What is happening?': 'Refunds fail at the till',
  'What have you tried?': 'Restarted the till\nAsked for logs',
  'What outcome does the customer need?': 'Refunds go through again',
};

let tickets = 100;

/** A ticket that no other swarm has. */
export function freshTicket(): string {
  tickets += 1;
  return `#${tickets}`;
}

/** Fills in the Escalate modal, the trigger first as people do, and sends it off. */
export async function fillEscalate(
  story: Stage,
  rep: Actor,
  typed: Readonly<Record<string, Choice>> = {},
): Promise<Awaited<ReturnType<Actor['submit']>>> {
  if (rep.view()) rep.close(true);
  await rep.command('general', '/escalate');
  await story.sandbox.until(() => rep.view());
  const { Trigger = null, ...rest } = { ...TYPED, 'Ticket (link or number)': freshTicket(), ...typed };
  const before = rep.view()?.hash;
  await rep.fill('modal', { Trigger });
  await story.sandbox.until(() => rep.view()?.hash !== before);
  await rep.fill('modal', rest);
  return rep.submit();
}

/** Opens a swarm and answers its channel's id. */
export async function escalate(
  story: Stage,
  who = 'riley',
  typed: Readonly<Record<string, Choice>> = {},
): Promise<string> {
  const rep = story.sandbox.person(who);
  const before = new Set(rep.conversations().map((one) => one.id));
  const sent = await fillEscalate(story, rep, typed);
  if (sent.errors) throw new Error(`refused: ${JSON.stringify(sent.errors)}`);
  await story.quiet();
  const opened = rep.conversations().find((one) => !before.has(one.id) && one.name.startsWith('esc-'));
  if (!opened) throw new Error('no swarm channel was opened');
  return opened.id;
}

/** The pinned card of a swarm, as this person sees it. */
export function card(person: Actor, channel: string): Message {
  const pinned = person.pins(channel);
  if (pinned.length !== 1) throw new Error(`${pinned.length} messages are pinned`);
  return pinned[0] as Message;
}

/** Presses a button of the card, or chooses an entry of its menu. */
export async function press(story: Stage, person: Actor, channel: string, what: string): Promise<void> {
  await person.click(card(person, channel), what);
  await story.quiet();
}

/** Opens a modal from the card, fills it in and sends it off; returns inline errors, if there are any. */
export async function fillFromCard(
  story: Stage,
  person: Actor,
  channel: string,
  what: string,
  typed: Readonly<Record<string, Choice>>,
): Promise<Awaited<ReturnType<Actor['submit']>>> {
  await press(story, person, channel, what);
  await story.sandbox.until(() => person.view());
  await person.fill('modal', typed);
  const sent = await person.submit();
  await story.quiet();
  return sent;
}

/** The line of an escalation in the escalations channel, by its number. */
export function lineOf(person: Actor, number: number): Message | undefined {
  return person.messages('escalations').find((one) => new RegExp(`ESC-${number}\\b`).test(words(one)));
}

/** What Muster wrote into a channel, oldest first, without Slack's own lines. */
export function lines(person: Actor, channel: string): string[] {
  return person
    .messages(channel)
    .filter((one) => one.subtype === undefined)
    .map((one) => words(one) || one.text);
}
