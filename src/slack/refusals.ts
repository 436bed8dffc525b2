/**
 * What each error code of Slack's means for the call that it answers. The one table that decides what is given up: a code that
 * is not here waits and is tried again. https://docs.slack.dev/reference/methods lists the codes, method by method.
 */
export type Refusal = {
  readonly means: Meaning;
  readonly why: string;
  /** It is about the method, so every call of it waits, and not about the one call. */
  readonly holds?: true;
};

export type Meaning =
  /** Nothing was done, and the same call may succeed by itself later. */
  | 'later'
  /** The call may have been made. */
  | 'unsure'
  /** Slack, or whatever answers in its place, takes nothing from Muster until somebody mends that: everything waits. */
  | 'shut-out'
  /** Trying again cannot help. */
  | 'never';

/** Our own code for an answer that is not Slack's: a proxy's page, or JSON with neither `ok` nor `error`. */
export const NOT_SLACK = 'not_an_answer_of_slack';

/** @param code Slack's */
export function refusalOf(code: string): Refusal {
  return Object.hasOwn(REFUSALS, code) ? (REFUSALS[code] as Refusal) : UNLISTED;
}

const UNLISTED: Refusal = { means: 'later', why: 'nothing says that it could never succeed' };

function all(means: Meaning, whys: Readonly<Record<string, string>>): Readonly<Record<string, Refusal>> {
  return Object.fromEntries(Object.entries(whys).map(([code, why]) => [code, { means, why }]));
}

const OUR_MISTAKE = 'the call is wrong as Muster made it, and every try would be the same call';
const NO_SUCH_CHANNEL = 'the channel is gone or out of reach: what becomes of it is decided anew';
const NO_SUCH_MESSAGE = 'the message is gone: it is posted anew where it is still wanted';
const OFF_LIMITS = 'a rule of the workspace forbids it: people are told, and what to do';
const NOT_THIS_PERSON =
  'this person cannot be brought in or written to: the others can, and are told who is missing';
const NOT_SENT_BY_US = 'it is about files, drafts or copies, of which Muster sends none';
const NOT_THIS_CHANNEL = 'this kind of channel does not take it';

const REFUSALS: Readonly<Record<string, Refusal>> = {
  ratelimited: { means: 'later', why: 'Slack asked for a pause', holds: true },
  rate_limited: { means: 'later', why: 'Slack asked for a pause', holds: true },
  service_unavailable: { means: 'later', why: 'Slack is not there just now', holds: true },
  message_limit_exceeded: {
    means: 'later',
    why: 'the workspace sends too many messages just now',
    holds: true,
  },
  ...all('later', {
    team_added_to_org: 'the workspace is being moved into an organisation',
    migration_in_progress: 'the workspace is being moved',
    external_channel_migrating: 'the channel is being moved',
    fetch_members_failed: 'Slack could not look',
    team_not_found: 'the workspace is being moved, or comes back',
  }),
  ...all('unsure', {
    internal_error: 'Slack failed while it was at it',
    fatal_error: 'Slack failed while it was at it',
    request_timeout: 'Slack did not get the whole call, or lost it',
    update_failed: 'Slack failed while it was at it',
    [NOT_SLACK]: 'something else answered, before or after Slack did it',
  }),
  ...all('shut-out', {
    invalid_auth: 'the token is refused',
    not_authed: 'the token is refused',
    token_revoked: 'the token was revoked',
    token_expired: 'the token has expired',
    account_inactive: 'Muster was uninstalled, or its account deactivated',
    org_login_required: 'the workspace is being moved into an organisation',
    team_access_not_granted: 'the organisation does not let Muster into this workspace',
    access_denied: 'the workspace does not let Muster in',
    accesslimited: 'the workspace does not let Muster in from here',
    two_factor_setup_required: 'the account needs a second factor',
    enterprise_is_restricted: 'the organisation is restricted',
    ekm_access_denied: 'the organisation has withdrawn the keys to its messages',
    app_access_restricted: 'the organisation restricts what Muster may do',
  }),
  ...all('never', {
    channel_not_found: NO_SUCH_CHANNEL,
    not_in_channel: NO_SUCH_CHANNEL,
    is_archived: NO_SUCH_CHANNEL,
    already_archived: NO_SUCH_CHANNEL,
    is_inactive: NO_SUCH_CHANNEL,
    channel_is_limited_access: NO_SUCH_CHANNEL,
    message_not_found: NO_SUCH_MESSAGE,
    edit_window_closed: 'the message cannot be edited any more: it is posted anew',
    cant_update_message: 'the message cannot be edited any more: it is posted anew',
    block_mismatch: 'the message cannot be edited like this: it is posted anew',
    cant_delete_message: 'the message stays',
    already_pinned: 'it is pinned',
    no_pin: 'it is not pinned',
    not_pinned: 'it is not pinned',
    not_pinnable: NO_SUCH_MESSAGE,
    too_many_pins: 'somebody has to take a pin away first: the swarm is told',
    name_taken: 'every name that Muster tries is taken',
    restricted_action: OFF_LIMITS,
    restricted_action_read_only_channel: OFF_LIMITS,
    restricted_action_thread_only_channel: OFF_LIMITS,
    restricted_action_non_threadable_channel: OFF_LIMITS,
    restricted_action_thread_locked: OFF_LIMITS,
    posting_to_channel_denied: OFF_LIMITS,
    cannot_create_channel: OFF_LIMITS,
    no_permission: OFF_LIMITS,
    missing_scope: 'a token has the scopes that it was made with: the app has to be installed anew',
    not_allowed_token_type: 'the token is of another kind, and stays so',
    no_external_invite_permission: OFF_LIMITS,
    too_many_members: 'the channel is full',
    messages_tab_disabled: 'the app takes no direct messages as it is set up',
    slack_connect_file_link_sharing_blocked: OFF_LIMITS,
    slack_connect_canvas_sharing_blocked: OFF_LIMITS,
    cant_invite: NOT_THIS_PERSON,
    cant_invite_self: NOT_THIS_PERSON,
    cannot_dm_bot: NOT_THIS_PERSON,
    invitee_cant_see_channel: NOT_THIS_PERSON,
    already_in_channel: 'they are in the channel',
    org_user_not_in_team: NOT_THIS_PERSON,
    ura_max_channels: NOT_THIS_PERSON,
    user_is_restricted: NOT_THIS_PERSON,
    user_not_found: NOT_THIS_PERSON,
    users_not_found: NOT_THIS_PERSON,
    user_not_visible: NOT_THIS_PERSON,
    user_disabled: NOT_THIS_PERSON,
    no_user: OUR_MISTAKE,
    not_enough_users: OUR_MISTAKE,
    app_cannot_join_channel: NOT_THIS_CHANNEL,
    method_not_supported_for_channel_type: NOT_THIS_CHANNEL,
    not_supported: NOT_THIS_CHANNEL,
    invalid_user_combination: OUR_MISTAKE,
    users_list_not_supplied: OUR_MISTAKE,
    too_many_users: OUR_MISTAKE,
    no_channel: OUR_MISTAKE,
    invalid_channel: OUR_MISTAKE,
    invalid_name: OUR_MISTAKE,
    invalid_name_maxlength: OUR_MISTAKE,
    invalid_name_punctuation: OUR_MISTAKE,
    invalid_name_required: OUR_MISTAKE,
    invalid_name_specials: OUR_MISTAKE,
    invalid_arg_name: OUR_MISTAKE,
    invalid_arguments: OUR_MISTAKE,
    invalid_array_arg: OUR_MISTAKE,
    invalid_charset: OUR_MISTAKE,
    invalid_cursor: OUR_MISTAKE,
    invalid_form_data: OUR_MISTAKE,
    invalid_json: OUR_MISTAKE,
    json_not_object: OUR_MISTAKE,
    invalid_limit: OUR_MISTAKE,
    invalid_post_type: OUR_MISTAKE,
    invalid_types: OUR_MISTAKE,
    invalid_ts_latest: OUR_MISTAKE,
    invalid_ts_oldest: OUR_MISTAKE,
    invalid_metadata_filter_keys: OUR_MISTAKE,
    invalid_metadata_format: OUR_MISTAKE,
    invalid_metadata_schema: OUR_MISTAKE,
    metadata_too_large: OUR_MISTAKE,
    metadata_must_be_sent_from_app: OUR_MISTAKE,
    missing_argument: OUR_MISTAKE,
    missing_post_type: OUR_MISTAKE,
    missing_charset: OUR_MISTAKE,
    no_item_specified: OUR_MISTAKE,
    no_text: OUR_MISTAKE,
    bad_timestamp: OUR_MISTAKE,
    invalid_blocks: OUR_MISTAKE,
    invalid_blocks_format: OUR_MISTAKE,
    invalid_attachments: OUR_MISTAKE,
    msg_too_long: OUR_MISTAKE,
    msg_blocks_too_long: OUR_MISTAKE,
    too_long: OUR_MISTAKE,
    too_many_attachments: OUR_MISTAKE,
    too_many_contact_cards: OUR_MISTAKE,
    attachment_payload_limit_exceeded: OUR_MISTAKE,
    markdown_text_conflict: OUR_MISTAKE,
    cannot_reply_to_message: OUR_MISTAKE,
    as_user_not_supported: OUR_MISTAKE,
    unknown_method: OUR_MISTAKE,
    blocked_file_type: NOT_SENT_BY_US,
    cant_broadcast_message: NOT_SENT_BY_US,
    canvas_disabled_user_team: NOT_SENT_BY_US,
    draft_already_deleted: NOT_SENT_BY_US,
    draft_already_sent: NOT_SENT_BY_US,
    draft_has_conflict: NOT_SENT_BY_US,
    draft_not_found: NOT_SENT_BY_US,
    duplicate_channel_not_found: NOT_SENT_BY_US,
    duplicate_message_not_found: NOT_SENT_BY_US,
    file_comment_not_found: NOT_SENT_BY_US,
    file_deleted: NOT_SENT_BY_US,
    file_is_deleted: NOT_SENT_BY_US,
    file_not_found: NOT_SENT_BY_US,
    file_not_shared: NOT_SENT_BY_US,
    file_share_limit_reached: NOT_SENT_BY_US,
    max_file_sharing_exceeded: NOT_SENT_BY_US,
    missing_file_data: NOT_SENT_BY_US,
    no_dual_broadcast_content_update: NOT_SENT_BY_US,
    send_on_behalf_not_allowed: NOT_SENT_BY_US,
    slack_connect_blocked_file_type: NOT_SENT_BY_US,
    slack_connect_clip_sharing_blocked: NOT_SENT_BY_US,
    slack_connect_file_upload_sharing_blocked: NOT_SENT_BY_US,
    slack_connect_lists_sharing_blocked: NOT_SENT_BY_US,
    streaming_state_conflict: NOT_SENT_BY_US,
    unable_to_share_files: NOT_SENT_BY_US,
    method_deprecated: 'Slack has taken the method away: this version of Muster cannot do it',
    deprecated_endpoint: 'Slack has taken the method away: this version of Muster cannot do it',
  }),
};
