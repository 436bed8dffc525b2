import type { Message } from '../../protocol.ts';
import type { State } from './state.ts';
import { isTopLevel, threadKey } from './state.ts';

/** Puts a new message where it belongs: its channel, its thread, or both. A message that is there is replaced. */
export function insertMessage(state: State, message: Message): State {
  let next = state;
  const timeline = state.timelines[message.channel];
  if (timeline && isTopLevel(message)) {
    next = {
      ...next,
      timelines: {
        ...next.timelines,
        [message.channel]: { ...timeline, messages: insertSorted(timeline.messages, message) },
      },
    };
  }
  const key = threadKey(message.channel, message.threadTs ?? message.ts);
  const thread = state.threads[key];
  if (thread && message.threadTs)
    next = { ...next, threads: { ...next.threads, [key]: insertSorted(thread, message) } };
  return next;
}

/** When the app changes the blocks, what was chosen in them gives way to what it now shows. */
export function changeMessage(state: State, message: Message): State {
  const key = threadKey(message.channel, message.ts);
  const known = state.timelines[message.channel]?.messages.find(({ ts }) => ts === message.ts);
  const same = known && JSON.stringify(known.blocks) === JSON.stringify(message.blocks);
  const { [key]: chosen, ...others } = state.forms;
  const forms = same && chosen ? state.forms : others;
  const replace = (messages: readonly Message[]): readonly Message[] =>
    messages.some(({ ts }) => ts === message.ts)
      ? messages.map((old) => (old.ts === message.ts ? message : old))
      : messages;
  return updateMessages({ ...state, forms }, message.channel, replace);
}

export function removeMessage(state: State, channel: string, ts: string): State {
  const without = (messages: readonly Message[]): readonly Message[] =>
    messages.some((message) => message.ts === ts)
      ? messages.filter((message) => message.ts !== ts)
      : messages;
  return updateMessages(state, channel, without);
}

function updateMessages(
  state: State,
  channel: string,
  edit: (messages: readonly Message[]) => readonly Message[],
): State {
  const timeline = state.timelines[channel];
  const edited = timeline && { ...timeline, messages: edit(timeline.messages) };
  const threads = Object.fromEntries(
    Object.entries(state.threads).map(([key, messages]) => [
      key,
      key.startsWith(`${channel}:`) ? edit(messages) : messages,
    ]),
  );
  return {
    ...state,
    threads,
    timelines: edited ? { ...state.timelines, [channel]: edited } : state.timelines,
  };
}

function insertSorted(messages: readonly Message[], message: Message): readonly Message[] {
  const others = messages.filter(({ ts }) => ts !== message.ts);
  const at = others.findLastIndex(({ ts }) => ts < message.ts) + 1;
  return [...others.slice(0, at), message, ...others.slice(at)];
}
