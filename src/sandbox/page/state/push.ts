import type { Push, View } from '../../protocol.ts';
import { mergeValues } from '../forms/values.ts';
import { changeMessage, insertMessage, removeMessage } from './messages.ts';
import type { Notice, State } from './state.ts';

export function addNotice(state: State, notice: Omit<Notice, 'id'>): State {
  const id = (state.notices.at(-1)?.id ?? 0) + 1;
  return { ...state, notices: [...state.notices.slice(-4), { ...notice, id }] };
}

/** What the sandbox sent unasked. */
export function reducePush(state: State, push: Push): State {
  switch (push.push) {
    case 'message':
      return insertMessage(state, push.message);
    case 'message.changed':
      return changeMessage(state, push.message);
    case 'message.deleted':
      return removeMessage(state, push.channel, push.ts);
    case 'conversation':
      return {
        ...state,
        conversations: { ...state.conversations, [push.conversation.id]: push.conversation },
      };
    case 'conversation.gone':
      return conversationGone(state, push.channel);
    case 'people':
      return {
        ...state,
        people: { ...state.people, ...Object.fromEntries(push.people.map((person) => [person.id, person])) },
      };
    case 'view.opened':
      return withForm({ ...state, views: [push.view], forms: withoutViews(state, []) }, push.view);
    case 'view.pushed':
      return withForm(
        { ...state, views: [...state.views.filter(({ id }) => id !== push.view.id), push.view] },
        push.view,
      );
    case 'view.updated':
      return withForm(
        { ...state, views: state.views.map((view) => (view.id === push.view.id ? push.view : view)) },
        push.view,
      );
    case 'view.stack':
      return push.views.reduce(withForm, {
        ...state,
        views: push.views,
        forms: withoutViews(state, push.views),
      });
    case 'home':
      return withForm({ ...state, home: push.view, homeLoaded: true }, push.view);
    case 'app':
      return { ...state, app: push.app };
    case 'faults':
      return { ...state, faults: push.faults };
    case 'notice':
      return addNotice(state, { text: push.text, where: push.where, channel: state.place.at });
  }
}

/** Slack keeps what was typed while block_id and action_id stay the same, whatever the new initial value says; what is on screen is newer than what the sandbox knows. */
function withForm(state: State, view: View): State {
  const key = `view:${view.id}`;
  const known = { ...view.values, ...state.forms[key] };
  return { ...state, forms: { ...state.forms, [key]: mergeValues(view.blocks, known) } };
}

/** The forms without those of modals that are no longer open. */
function withoutViews(state: State, open: readonly View[]): State['forms'] {
  const kept = new Set([...open.map(({ id }) => `view:${id}`), `view:${state.home?.id}`]);
  return Object.fromEntries(
    Object.entries(state.forms).filter(([key]) => !key.startsWith('view:') || kept.has(key)),
  );
}

function conversationGone(state: State, channel: string): State {
  const { [channel]: _gone, ...conversations } = state.conversations;
  const { [channel]: _read, ...timelines } = state.timelines;
  const leave = state.place.at === channel;
  return {
    ...state,
    conversations,
    timelines,
    place: leave ? { at: '' } : state.place,
    panel: leave ? 'none' : state.panel,
  };
}
