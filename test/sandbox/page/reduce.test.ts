import { describe, expect, test } from 'vitest';
import { type Change, reduce } from '../../../src/sandbox/page/state/reduce.ts';
import { initialState, type State } from '../../../src/sandbox/page/state/state.ts';
import { conversation, helloOf, message, modal } from './support.ts';

const at = 1_800_000_000;

function given(...changes: Change[]): State {
  return changes.reduce(reduce, initialState);
}

const open: [Change, Change, Change] = [
  { type: 'hello', result: helloOf([conversation('C1'), conversation('C2')]) },
  { type: 'navigated', place: { at: 'C1' } },
  {
    type: 'history',
    channel: 'C1',
    older: false,
    result: {
      conversation: conversation('C1', { unread: 1 }),
      messages: [message(at, 'U2'), message(at + 10, 'U2')],
      hasMore: true,
    },
  },
];

function texts(state: State): string[] {
  return (state.timelines.C1?.messages ?? []).map(({ text }) => text);
}

describe('messages', () => {
  test('come in the order of their time, each once', () => {
    const late = message(at + 5, 'U2', { text: 'between' });
    const state = given(
      ...open,
      { type: 'push', push: { push: 'message', message: late } },
      { type: 'posted', message: late },
    );
    expect(texts(state)).toEqual(['words', 'between', 'words']);
  });

  test('of a thread stay out of the channel', () => {
    const parent = message(at, 'U2');
    const reply = message(at + 20, 'U2', { threadTs: parent.ts, text: 'reply' });
    const state = given(
      ...open,
      { type: 'thread', channel: 'C1', ts: parent.ts, messages: [parent] },
      { type: 'push', push: { push: 'message', message: reply } },
    );
    expect(texts(state)).not.toContain('reply');
    expect(state.threads[`C1:${parent.ts}`]?.map(({ text }) => text)).toEqual(['words', 'reply']);
  });

  test('change and go wherever they are shown', () => {
    const parent = message(at, 'U2');
    const withThread: Change[] = [
      ...open,
      { type: 'thread', channel: 'C1', ts: parent.ts, messages: [parent] },
    ];
    const edited = { ...parent, text: 'edited' };
    const changed = given(...withThread, {
      type: 'push',
      push: { push: 'message.changed', message: edited },
    });
    expect(texts(changed)[0]).toBe('edited');
    expect(changed.threads[`C1:${parent.ts}`]?.[0]?.text).toBe('edited');
    const gone = given(...withThread, {
      type: 'push',
      push: { push: 'message.deleted', channel: 'C1', ts: parent.ts },
    });
    expect(texts(gone)).toHaveLength(1);
  });

  test('that were unread on opening are marked from the first one', () => {
    expect(given(...open).firstUnread.C1).toBe(message(at + 10, 'U2').ts);
  });

  test('that nobody counts as unread do not move the mark', () => {
    const counted = message(at + 50, 'U2');
    const after = [
      message(at + 60, 'U2', { subtype: 'channel_topic' }),
      message(at + 70, 'U2', { ephemeral: true }),
    ];
    const state = given(
      ...open,
      { type: 'navigated', place: { at: 'C2' } },
      ...[counted, ...after].map(
        (one): Change => ({ type: 'push', push: { push: 'message', message: one } }),
      ),
      { type: 'push', push: { push: 'conversation', conversation: conversation('C1', { unread: 1 }) } },
      { type: 'navigated', place: { at: 'C1' } },
    );
    expect(state.firstUnread.C1).toBe(counted.ts);
  });

  test('that came while one was elsewhere are marked on coming back', () => {
    const fresh = message(at + 50, 'U2');
    const state = given(
      ...open,
      { type: 'navigated', place: { at: 'C2' } },
      { type: 'push', push: { push: 'message', message: fresh } },
      { type: 'push', push: { push: 'conversation', conversation: conversation('C1', { unread: 1 }) } },
      { type: 'navigated', place: { at: 'C1' } },
    );
    expect(state.firstUnread.C1).toBe(fresh.ts);
  });

  test('that are older go before the others, and what only one sees outlives a reload of the newest page', () => {
    const older: Change = {
      type: 'history',
      channel: 'C1',
      older: true,
      result: {
        conversation: conversation('C1'),
        messages: [message(at - 10, 'U2', { text: 'old' })],
        hasMore: false,
      },
    };
    expect(texts(given(...open, older))).toEqual(['old', 'words', 'words']);
    const whisper = message(at + 30, 'UB', { ephemeral: true, text: 'whisper' });
    const again = given(...open, { type: 'push', push: { push: 'message', message: whisper } }, open[2]);
    expect(texts(again)).toEqual(['words', 'words', 'whisper']);
  });
});

describe('what is chosen in a message', () => {
  const key = `C1:${message(at, 'U2').ts}`;
  const chosen: Change = {
    type: 'form',
    key,
    values: { b: { a: { type: 'static_select', selected_option: null } } },
  };

  test('gives way when the app changes the blocks', () => {
    const changed = message(at, 'U2', { blocks: [{ type: 'divider' }] });
    expect(
      given(...open, chosen, { type: 'push', push: { push: 'message.changed', message: changed } }).forms[
        key
      ],
    ).toBeUndefined();
  });

  test('stays when somebody reacts', () => {
    const reacted = message(at, 'U2', { reactions: [{ name: 'eyes', users: ['U2'] }] });
    expect(
      given(...open, chosen, { type: 'push', push: { push: 'message.changed', message: reacted } }).forms[
        key
      ],
    ).toBeDefined();
  });
});

describe('modals', () => {
  const input = (initial?: string) => ({
    type: 'input',
    block_id: 'b',
    element: { type: 'plain_text_input', action_id: 'a', initial_value: initial },
  });
  const typed: Change = {
    type: 'form',
    key: 'view:V1',
    values: { b: { a: { type: 'plain_text_input', value: 'typed' } } },
  };
  const opened: Change = { type: 'push', push: { push: 'view.opened', view: modal('V1', [input()]) } };

  test('keep what was typed through an update', () => {
    const state = given(opened, typed, {
      type: 'push',
      push: { push: 'view.updated', view: modal('V1', [input('new')]) },
    });
    expect(state.forms['view:V1']?.b?.a?.value).toBe('typed');
  });

  test('show what the sandbox knows of fields that are new here, as after a reload', () => {
    const view = {
      ...modal('V1', [input()]),
      values: { b: { a: { type: 'plain_text_input', value: 'before' } } },
    };
    const push: Change = { type: 'push', push: { push: 'view.stack', views: [view] } };
    expect(given(push).forms['view:V1']?.b?.a?.value).toBe('before');
    expect(given(opened, typed, push).forms['view:V1']?.b?.a?.value).toBe('typed');
  });

  test('keep what was typed beneath a pushed view', () => {
    const pushed = given(opened, typed, { type: 'push', push: { push: 'view.pushed', view: modal('V2') } });
    expect(pushed.views.map(({ id }) => id)).toEqual(['V1', 'V2']);
    const back = reduce(pushed, {
      type: 'push',
      push: { push: 'view.stack', views: [modal('V1', [input()])] },
    });
    expect(back.forms['view:V1']?.b?.a?.value).toBe('typed');
  });

  test('forget it when they close', () => {
    const state = given(opened, typed, { type: 'push', push: { push: 'view.stack', views: [] } });
    expect(state.views).toEqual([]);
    expect(state.forms['view:V1']).toBeUndefined();
  });
});

describe('conversations', () => {
  test('that one left are gone, and one is no longer there', () => {
    const state = given(...open, { type: 'push', push: { push: 'conversation.gone', channel: 'C1' } });
    expect(state.conversations.C1).toBeUndefined();
    expect(state.place.at).toBe('');
  });

  test('are loaded again after a reconnect, without leaving the screen empty', () => {
    const state = given(...open, { type: 'disconnected' }, open[0]);
    expect(state.connection).toBe('open');
    expect(state.timelines.C1?.fresh).toBe(false);
    expect(texts(state)).toHaveLength(2);
  });
});

describe('notices', () => {
  const where = { message: { channel: 'C1', ts: '1.0' } };
  const two: Change[] = [
    ...open,
    { type: 'notice', notice: { text: 'at the message', where, channel: 'C1' } },
    { type: 'notice', notice: { text: 'at the composer', channel: 'C1' } },
  ];

  test('leave when the person acts there again, and only those', () => {
    expect(given(...two, { type: 'notices.clear', where }).notices.map(({ text }) => text)).toEqual([
      'at the composer',
    ]);
    expect(given(...two, { type: 'notices.clear' }).notices.map(({ text }) => text)).toEqual([
      'at the message',
    ]);
  });

  test('can be dismissed one by one', () => {
    const state = given(...two);
    const [first] = state.notices;
    expect(reduce(state, { type: 'notice.dismissed', id: first?.id ?? 0 }).notices).toHaveLength(1);
  });
});
