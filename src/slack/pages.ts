import type {
  ConversationsHistoryArguments,
  ConversationsHistoryResponse,
  ConversationsListArguments,
  ConversationsListResponse,
  ConversationsMembersArguments,
  ConversationsMembersResponse,
  UsersConversationsArguments,
  UsersConversationsResponse,
  UsersListArguments,
  UsersListResponse,
  WebClient,
} from '@slack/web-api';

type Lists = {
  'conversations.history': [ConversationsHistoryArguments, ConversationsHistoryResponse];
  'conversations.list': [ConversationsListArguments, ConversationsListResponse];
  'conversations.members': [ConversationsMembersArguments, ConversationsMembersResponse];
  'users.conversations': [UsersConversationsArguments, UsersConversationsResponse];
  'users.list': [UsersListArguments, UsersListResponse];
};

/** Slack's client's own paging, which knows no types. Each page is asked for when it is wanted, so whoever has found enough stops. */
export function pagesOf<M extends keyof Lists>(
  client: WebClient,
  method: M,
  args: NonNullable<Lists[M][0]>,
): AsyncIterable<Lists[M][1]> {
  return client.paginate(method, { ...args }) as AsyncIterable<Lists[M][1]>;
}
