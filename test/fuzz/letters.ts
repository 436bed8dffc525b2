import { MINUTE } from '../../src/domain/kernel/time.ts';
import { card, escalate, fillFromCard, press } from '../support/acts.ts';
import type { Story } from '../support/story.ts';
import { BREAKS, breakAt, getAt, type Path, setAt } from './mutate.ts';

/** Something that Slack sends: an event as JSON, a command as a form, the rest as JSON in a form. */
export type Letter = {
  readonly type: 'events_api' | 'slash_commands' | 'interactive';
  readonly payload: unknown;
};

export type Harvest = {
  readonly letters: readonly Letter[];
  /** The swarm's channel. */
  readonly channel: string;
};

/** Everything that Slack sent while people worked an escalation, and did to its channel what people do. */
export async function harvest(story: Story): Promise<Harvest> {
  const [riley, dana] = [story.sandbox.person('riley'), story.sandbox.person('dana')];
  const channel = await escalate(story);
  await press(story, dana, channel, 'Claim ownership');
  await fillFromCard(story, riley, channel, 'Log customer update', {
    'What did you tell the customer?': 'Soon',
  });
  await fillFromCard(story, dana, channel, 'Add note', { Note: 'Looked at the logs' });
  await fillFromCard(story, dana, channel, 'Hand over', {
    'Who takes over?': 'sam',
    'What is next?': 'Call',
  });
  await fillFromCard(story, dana, channel, 'Change severity', { Severity: 'SEV1', 'Why?': 'Spreading' });
  await riley.command(channel, '/swarm timeline');
  await doToChannel(story, channel);
  return { letters: story.sandbox.deliveries.map(({ type, payload }) => ({ type, payload })), channel };
}

async function doToChannel(story: Story, channel: string): Promise<void> {
  const [sam, morgan] = [story.sandbox.person('sam'), story.sandbox.person('morgan')];
  const doings = [
    () => sam.invite(channel, ['chloe']),
    () => sam.kick(channel, 'chloe'),
    () => sam.rename(channel, 'esc-renamed'),
    () => sam.share(channel, 'T0PARTNER'),
    () => sam.share(channel, 'T0PARTNER', false),
    () => sam.pin(card(sam, channel), false),
    () => morgan.moderate(card(sam, channel)),
    () => story.sandbox.deactivate('chloe'),
    () => story.sandbox.reactivate('chloe'),
    () => sam.archive(channel),
    () => sam.archive(channel, false),
  ];
  for (const doing of doings) {
    await story.sandbox.until(() => sam.pins(channel).length === 1);
    const told = story.sandbox.deliveries.length;
    doing();
    await story.sandbox.until(() => story.sandbox.deliveries.length > told);
    await story.pass(MINUTE);
  }
  await story.sandbox.until(() => sam.members(channel).includes(story.sandbox.botUserId));
  await story.quiet();
}

/** What each kind cannot be understood without. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  command: ['trigger_id', 'user_id'],
  block_actions: ['trigger_id', 'user', 'user.id', 'actions', 'actions.0'],
  view_submission: ['user', 'user.id', 'view', 'view.id', 'view.state', 'view.state.values'],
  event_callback: ['event_id', 'event'],
};

/** What an event of this type cannot be understood without. */
const REQUIRED_OF_EVENT: Readonly<Record<string, readonly string[]>> = {
  member_joined_channel: ['user', 'channel'],
  member_left_channel: ['user', 'channel'],
  channel_archive: ['channel'],
  channel_unarchive: ['channel'],
  channel_rename: ['channel', 'channel.id', 'channel.name'],
  channel_shared: ['channel'],
  pin_removed: ['user', 'channel_id', 'item', 'item.message.ts'],
  message: ['channel'],
  user_change: ['user', 'user.id'],
};

function requiredOf({ type, payload }: Letter): Path[] {
  const kind = type === 'slash_commands' ? 'command' : String(getAt(payload, ['type']));
  const ofEvent = REQUIRED_OF_EVENT[String(getAt(payload, ['event', 'type']))] ?? [];
  const paths = [...(REQUIRED[kind] ?? []), ...ofEvent.map((path) => `event.${path}`)];
  return paths.map((path) => path.split('.'));
}

/**
 * Every letter without every part that it cannot be understood without, or with nonsense in its place; each
 * one is otherwise a letter that has not arrived before.
 */
export function brokenOnes(letters: readonly Letter[]): Letter[] {
  const breaks = letters.flatMap((letter) =>
    requiredOf(letter).flatMap((path) => BREAKS.map((value) => ({ letter, path, value }))),
  );
  return breaks.map(({ letter, path, value }, number) => {
    const { type, payload } = fresh(letter, number);
    return { type, payload: breakAt(payload, path, value) };
  });
}

/** Where a payload says which escalation it is about. */
export function targetsOf(payload: unknown): Path[] {
  const places = [
    ['view', 'private_metadata'],
    ['actions', '0', 'value'],
    ['actions', '0', 'selected_option', 'value'],
  ];
  const names = (path: Path) => /^[\w-]{8,}/.test(String(getAt(payload, path) ?? ''));
  return getAt(payload, ['view', 'callback_id']) === 'escalate' ? [] : places.filter(names);
}

/** A letter that has not arrived before. */
export function fresh(letter: Letter, name: number | string): Letter {
  const payload = structuredClone(letter.payload);
  for (const path of [['trigger_id'], ['event_id'], ['view', 'hash']]) {
    if (getAt(payload, path) !== undefined) setAt(payload, path, `fuzz-${name}`);
  }
  return { ...letter, payload };
}
