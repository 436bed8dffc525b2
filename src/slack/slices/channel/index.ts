import type { Event } from '../../../domain/event.ts';
import type { Loss, SwarmChannel } from '../../../domain/slices/channel.ts';
import { line, type Message } from '../../kit/blocks.ts';
import { asksNothing, eventOf, type SlackSlice, type Told } from '../../kit/slice.ts';
import { channelLink, cutLine, listWithin, ROOM } from '../../kit/text.ts';
import { about, asSaid } from '../../kit/told.ts';
import { mayRead, WARNING } from '../../kit/words.ts';
import { admitBystanders, newChannelButtons, openNewChannel } from './buttons.ts';

export const channel: SlackSlice<SwarmChannel> = {
  events: {
    SwarmChannelCreated: {
      sentence: (event) => `The swarm channel ${channelLink(event.channel)} was created.`,
      ask: () => ({ text: `The swarm goes on here. ${MEANWHILE}`, from: [] }),
      tell: asSaid,
    },
    SwarmChannelLost: {
      sentence: (event, write) => LOST[event.why](event.person === null ? 'Somebody' : write(event.person)),
      ask: asksNothing,
      tell: tellLost,
    },
    SwarmChannelMended: {
      sentence: (event, write) =>
        MENDED[event.from](event.person === null ? 'Somebody' : write(event.person)),
      ask: asksNothing,
      tell: asSaid,
    },
    SwarmChannelRestored: {
      sentence: () => 'Muster is back in the swarm channel.',
      ask: () => ({ text: MEANWHILE, from: [] }),
      tell: asSaid,
    },
    SwarmChannelRenamed: {
      sentence: (event) => `The swarm channel is called #${cutLine(event.name, 100)} now.`,
      ask: asksNothing,
      tell: asSaid,
    },
    SwarmChannelShared: {
      sentence: () =>
        'This channel is shared with another organisation now. What is written here is read there, too.',
      ask: asksNothing,
      tell: asSaid,
    },
    BystandersFound: {
      sentence: ({ people }, write) =>
        `In the channel of this private swarm Muster found people whom nobody in it had brought in: ${listWithin(people.map(write), ROOM.names)}.`,
      ask: asksNothing,
      tell: tellBystanders,
    },
    BystanderLeft: {
      sentence: ({ person }, write) => `${write(person)} has left the channel again.`,
      ask: asksNothing,
      tell: asSaid,
    },
    NewChannelWanted: {
      sentence: (_, _write, by) => `${by} asked for a new swarm channel.`,
      ask: asksNothing,
      tell: asSaid,
    },
  },
  messages: {
    Say: {
      called: 'messages in the channel',
      render: (shown) => shown.all.say(shown.escalation, eventOf(shown), shown.names),
    },
    Tell: {
      called: 'direct messages',
      render: (shown) => shown.all.tell(shown.escalation, eventOf(shown), shown.effect.person, shown.names),
    },
  },
  calls: { CreateChannel: 'opening the channel', ReachChannel: 'going back into the channel' },
  commands: {
    RecordChannel: 'listener',
    RecordChannelNews: 'listener',
    RecordChannelSeen: 'listener',
    RecordChannelName: 'listener',
    OpenNewChannel: openNewChannel,
    AdmitBystanders: admitBystanders,
  },
};

const MEANWHILE = 'The card is up to date, and /swarm timeline tells what happened meanwhile.';

const LOST: Readonly<Record<Loss, (who: string) => string>> = {
  archived: (who) => `${who} archived the swarm channel.`,
  deleted: (who) => `${who} deleted the swarm channel.`,
  removed: (who) => `${who} removed Muster from the swarm channel.`,
  exposed: (who) => `${who} opened the channel of this private swarm to others.`,
};

const MENDED: Readonly<Record<Loss, (who: string) => string>> = {
  archived: (who) => `${who} un-archived the swarm channel.`,
  deleted: (who) => `${who} brought the swarm channel back.`,
  removed: (who) => `${who} invited Muster back into the swarm channel.`,
  exposed: (who) => `${who} closed the swarm channel to others again.`,
};

/** Whoever raised it learns how to bring the channel back, and what Muster does until then. */
function tellLost({ escalation, event, person, sentence }: Told<Event<'SwarmChannelLost'>>): Message {
  const { channel, isPrivate, status } = escalation;
  const what = `${about(escalation, person)}: ${WARNING} ${sentence}`;
  if (status !== 'open' || channel === null || channel.lost === null) return line(what);
  const where = channelLink(channel.id);
  const meanwhile =
    'Until then Muster writes to people directly, and the promise to the customer stands. Nothing is forgotten.';
  return line(`${what} ${WAY_BACK[event.why](where, isPrivate)} ${meanwhile}`, newChannelButtons(escalation));
}

/** What becomes of the channel until the owner says yes. */
function tellBystanders(told: Told<Event<'BystandersFound'>>): Message {
  const { escalation, event, person, sentence } = told;
  const { bystanders, channel, id, status } = escalation;
  const what = `${about(escalation, person)}: ${WARNING} ${sentence}`;
  if (status !== 'open' || channel === null || bystanders?.seq !== event.seq || !mayRead(escalation, person))
    return line(what);
  const where = channelLink(channel.id);
  const whatNow =
    channel.lost === null
      ? `They can read what is written there, but are not in the swarm until you let them in. If they are not to know, remove them from ${where}.`
      : `Until you let them in, Muster says nothing more there. If they are not to know, remove them from ${where}, or open a new channel.`;
  return line(`${what} ${whatNow}`, [admitBystanders.block(id, event.seq), ...newChannelButtons(escalation)]);
}

const INVITE = '`/invite @Muster`';

const WAY_BACK: Readonly<Record<Loss, (where: string, isPrivate: boolean) => string>> = {
  archived: (where, isPrivate) =>
    `To go on there, un-archive ${where}${isPrivate ? ` and type ${INVITE} in it` : ''}. Or open a new channel.`,
  deleted: () => 'Open a new channel, so that everybody can go on.',
  removed: (where) =>
    `To bring it back, type ${INVITE} in ${where}. If that channel is gone, open a new one.`,
  exposed: (where) =>
    `Muster has taken the details off the card and says nothing more there. Make ${where} private again and end its sharing, or open a new channel. What was said there before can still be read: delete what must not be.`,
};
