import type { Conversation, Message, Person, Requests, View } from '../../../src/sandbox/protocol.ts';

export function message(seconds: number, user: string, rest: Partial<Message> = {}): Message {
  return {
    channel: 'C1',
    ts: seconds.toFixed(6),
    user,
    text: 'words',
    blocks: [],
    replyCount: 0,
    replyUsers: [],
    ephemeral: false,
    pinned: false,
    reactions: [],
    ...rest,
  };
}

export function conversation(id: string, rest: Partial<Conversation> = {}): Conversation {
  return {
    id,
    kind: 'public',
    name: id.toLowerCase(),
    topic: '',
    purpose: '',
    memberCount: 2,
    isMember: true,
    isArchived: false,
    unread: 0,
    mentions: 0,
    pinCount: 0,
    latest: '',
    ...rest,
  };
}

function person(id: string): Person {
  return {
    id,
    handle: id.toLowerCase(),
    name: id,
    title: '',
    email: '',
    tz: 'UTC',
    color: '#333',
    isBot: false,
    deleted: false,
    persona: true,
  };
}

export function modal(id: string, blocks: View['blocks'] = []): View {
  return {
    id,
    type: 'modal',
    hash: 'h',
    rootViewId: id,
    previousViewId: null,
    notifyOnClose: false,
    clearOnClose: false,
    callbackId: 'form',
    values: {},
    blocks,
  };
}

export function helloOf(conversations: Conversation[]): Requests['hello'][1] {
  return {
    me: person('U1'),
    workspace: { id: 'T1', name: 'Acme', domain: 'acme' },
    app: {
      appId: 'A1',
      botUserId: 'UB',
      name: 'App',
      commands: [],
      shortcuts: [],
      hasHome: true,
      connected: true,
    },
    personas: [person('U1')],
    people: [person('U2')],
    conversations,
    faults: [],
  };
}
