/** Slack's error codes as the end of a sentence that starts "… because". */
const REASONS: Readonly<Record<string, string>> = {
  already_archived: 'the channel is archived',
  is_archived: 'the channel is archived',
  cant_invite: 'Slack does not let them into this channel',
  cant_invite_self: 'that is Muster itself',
  channel_not_found: 'Muster cannot see the channel; invite Muster to it again',
  invalid_name: 'Slack does not take the channel name',
  missing_scope: 'Muster lacks a permission; install it again from its manifest',
  name_taken: 'channels with this name exist already',
  no_permission: 'this workspace does not allow Muster to',
  not_in_channel: 'Muster is not in the channel; invite it again',
  org_user_not_in_team: 'they are not in this workspace',
  restricted_action: 'this workspace does not allow Muster to',
  too_many_pins: 'the channel has as many pins as Slack allows; remove one',
  ura_max_channels: 'they are a guest of another channel',
  user_is_restricted: 'they are a guest',
  user_not_found: 'they have left this workspace',
  user_disabled: 'their account is deactivated',
  users_not_found: 'they have left this workspace',
};

/** Why Slack refused, in words; a code without words of its own is quoted, so that it can be looked up. */
export function inWords(code: string): string {
  return (Object.hasOwn(REASONS, code) ? REASONS[code] : undefined) ?? `Slack answered “${code}”`;
}
