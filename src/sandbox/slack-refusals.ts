import { Refusal } from './refusal.ts';
import { SlackError } from './workspace/errors.ts';

const sentences: { readonly [code: string]: string } = {
  already_archived: 'This channel is archived already.',
  already_pinned: 'This message is pinned already.',
  already_reacted: 'You have reacted with this emoji already.',
  bad_timestamp: 'There is no such message.',
  cant_archive_general: 'The general channel cannot be archived.',
  cant_delete_message: 'You can delete only what you wrote yourself.',
  cant_invite: 'This person’s account is deactivated, so they cannot be invited.',
  cant_invite_self: 'You cannot invite yourself: join the channel instead.',
  cant_leave_general: 'Nobody can leave the general channel.',
  cant_update_message: 'You can edit only what you wrote yourself.',
  channel_not_found: 'There is no such channel, or you are not in it.',
  already_in_channel: 'They are in this channel already.',
  invalid_name: 'Use lowercase letters, numbers, hyphens or underscores.',
  invalid_name_maxlength: 'Use a name of at most 80 characters.',
  invalid_name_punctuation: 'Use at least one letter or number in the name.',
  invalid_name_required: 'Give the channel a name.',
  invalid_name_specials: 'Use lowercase letters, numbers, hyphens or underscores only.',
  is_archived: 'This channel is archived: un-archive it first.',
  last_member: 'You are the last one here: archive the channel instead.',
  message_not_found: 'This message is gone.',
  method_not_supported_for_channel_type: 'This cannot be done in a direct message.',
  name_taken: 'A channel of this name exists already: choose another name.',
  no_pin: 'This message is not pinned.',
  no_reaction: 'You have not reacted with this emoji.',
  no_user: 'Choose at least one person.',
  not_archived: 'This channel is not archived.',
  not_in_channel: 'You are not in this channel: join it first.',
  not_pinnable: 'This kind of message cannot be pinned.',
  thread_not_found: 'This thread is gone.',
  too_long: 'A topic holds at most 250 characters.',
  too_many_pins: 'This channel has 100 pins already: remove one first.',
  ura_max_channels: 'This guest may be in one channel only, and is in another one.',
  user_disabled: 'This person’s account is deactivated.',
  user_is_restricted: 'Guests cannot do this.',
  user_not_found: 'There is no such person here.',
};

/** Runs what a person asked for; Slack's error codes become sentences. */
export function orRefuse<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw asRefusal(error);
  }
}

/** Slack's error as a sentence; anything else as it is. */
export function asRefusal(error: unknown): unknown {
  if (!(error instanceof SlackError)) return error;
  return new Refusal(sentences[error.code] ?? `Slack refused: ${error.code}.`);
}
