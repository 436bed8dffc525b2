import type { ModalView } from '@slack/types';
import { mergeState } from '../../../src/sandbox/blocks/state.ts';
import type { Block, Json } from '../../../src/sandbox/protocol.ts';
import type { Letter } from '../../fuzz/letters.ts';

/** What Slack sends, field by field, with what is about to be told apart in it. */

export type Sender = {
  readonly person: string;
  readonly workspace: string;
  /** Trigger, event or view: by it the answers are known. */
  readonly key: string;
  readonly answersTo: string;
};

export function commandLetter(sender: Sender, channel: string, command: string, text: string): Letter {
  const { person, workspace, key, answersTo } = sender;
  const payload = {
    token: 'deprecated',
    team_id: workspace,
    team_domain: 'acme-support',
    channel_id: channel,
    channel_name: 'esc',
    user_id: person,
    user_name: 'somebody',
    command,
    text,
    api_app_id: 'A0MUSTER',
    is_enterprise_install: 'false',
    response_url: answersTo,
    trigger_id: key,
  };
  return { type: 'slash_commands', payload };
}

/** A button or menu of a message. */
export function pressLetter(sender: Sender, channel: string, action: Json): Letter {
  const message_ts = '1700000000.000100';
  const payload = {
    type: 'block_actions',
    ...common(sender),
    container: { type: 'message', message_ts, channel_id: channel, is_ephemeral: false },
    channel: { id: channel, name: 'esc' },
    message: { type: 'message', ts: message_ts, text: '', blocks: [] },
    state: { values: {} },
    response_url: sender.answersTo,
    actions: [{ type: 'button', block_id: 'actions', action_ts: '1700000000.000200', ...action }],
  };
  return { type: 'interactive', payload };
}

export function shortcutLetter(sender: Sender, channel: string, callback_id: string, text: string): Letter {
  const message = { type: 'message', user: sender.person, ts: '1700000000.000100', text };
  const payload = {
    type: 'message_action',
    ...common(sender),
    action_ts: '1700000000.000200',
    callback_id,
    response_url: sender.answersTo,
    channel: { id: channel, name: 'esc' },
    message_ts: message.ts,
    message,
  };
  return { type: 'interactive', payload };
}

/** A form as it was shown, with this typed into it, by block. */
export function submissionLetter(
  sender: Sender,
  shown: ModalView,
  typed: Readonly<Record<string, Json>>,
): Letter {
  const blocks = structuredClone<unknown>(shown.blocks) as readonly Block[];
  const given = Object.fromEntries(
    blocks.flatMap((block) => {
      const { type, action_id } = (block.element ?? {}) as { type?: string; action_id?: string };
      const own = typed[block.block_id ?? ''];
      return own === undefined || action_id === undefined
        ? []
        : [[block.block_id ?? '', { [action_id]: { type, ...own } }]];
    }),
  );
  const unknown = Object.keys(typed).filter((block) => !Object.hasOwn(given, block));
  if (unknown.length > 0) throw new Error(`${shown.callback_id} has no ${unknown.join()}`);
  const view = {
    ...shown,
    id: `V${sender.key}`,
    team_id: sender.workspace,
    hash: `${sender.key}.h`,
    state: { values: mergeState(blocks, given) },
    root_view_id: `V${sender.key}`,
    previous_view_id: null,
    app_id: 'A0MUSTER',
    app_installed_team_id: sender.workspace,
  };
  return {
    type: 'interactive',
    payload: { type: 'view_submission', ...common(sender), view, response_urls: [] },
  };
}

export function eventLetter({ workspace, key }: Omit<Sender, 'answersTo'>, event: Json): Letter {
  const payload = {
    token: 'deprecated',
    team_id: workspace,
    context_team_id: workspace,
    context_enterprise_id: null,
    api_app_id: 'A0MUSTER',
    event: { team: workspace, event_ts: '1700000000.000100', ...event },
    type: 'event_callback',
    event_id: key,
    event_time: 1_700_000_000,
    authorizations: [
      {
        enterprise_id: null,
        team_id: workspace,
        user_id: 'U0BOT',
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${key}`,
  };
  return { type: 'events_api', payload };
}

function common({ person, workspace, key }: Sender): Json {
  return {
    user: { id: person, username: 'somebody', name: 'somebody', team_id: workspace },
    api_app_id: 'A0MUSTER',
    token: 'deprecated',
    team: { id: workspace, domain: 'acme-support' },
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: key,
  };
}
