import { type Intercept, passThrough } from '../intercept.ts';
import type { Json } from '../protocol.ts';
import { SlackError } from '../workspace/errors.ts';
import { type Read, readArguments } from './arguments.ts';
import type { ApiContext, Method } from './method.ts';
import { type ConversationKind, methodSpec, neededScopes, scopesSatisfied } from './method-specs.ts';
import type { RateLimiter } from './rate-limits.ts';

export type Answer = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: Json;
  /** Instead of answering, the connection is reset. */
  readonly isCut?: boolean;
};

export type ApiOptions = {
  readonly context: ApiContext;
  readonly limiter: RateLimiter;
  readonly botToken: string;
  readonly appToken: string;
  /** While the app is not installed, its bot token opens nothing. */
  readonly isInstalled: () => boolean;
  readonly intercept?: Intercept<ApiCall, Answer>;
};

export type ApiCall = { readonly method: string; readonly args: Json; readonly host: string };

/** One entry of the log that tests read. `at` is in milliseconds since the epoch. */
export type LoggedCall = {
  readonly method: string;
  readonly args: Json;
  readonly ok: boolean;
  readonly error?: string;
  /** Of the message that it made, changed or deleted. */
  readonly ts?: string;
  readonly at: number;
};

export type Api = {
  readonly calls: LoggedCall[];
  answer(method: string, token: string, args: Record<string, unknown>, host: string): Promise<Answer>;
};

const maxLoggedCalls = 100_000;

/** Answers Web API calls: token, scopes, arguments, rate limit, then the method; every refusal in Slack's words. */
export function createApi(options: ApiOptions): Api {
  const calls: LoggedCall[] = [];
  const { workspace } = options.context;
  const intercept = options.intercept ?? passThrough;

  function perform(call: ApiCall): Answer {
    const method = methodSpec(call.method);
    if (!method) throw new Error(`There is no method ${call.method} to perform.`);
    const read = readArguments(method.args, call.args);
    const answer = tryAnswer(options, call, method, read);
    const { ok, error, ts } = answer.body;
    if (calls.length >= maxLoggedCalls) calls.splice(0, maxLoggedCalls / 2);
    calls.push({
      method: call.method,
      args: read.args,
      ok: ok === true,
      ...(typeof error === 'string' ? { error } : {}),
      ...(typeof ts === 'string' ? { ts } : {}),
      at: workspace.now(),
    });
    workspace.changes.emit({ type: 'tick' });
    return answer;
  }

  return {
    calls,
    async answer(method, token, args, host) {
      const refused = checkToken(options, method, token);
      if (refused) return refusal(refused);
      // Bolt names the workspace in every call; a token knows its own, so nothing depends on it.
      delete args.team_id;
      // The seam for injected faults: the call may be performed or not, and its answer kept back or replaced.
      return intercept({ method, args, host }, async (call) => perform(call));
    },
  };
}

function checkToken(options: ApiOptions, method: string, token: string): SlackError | null {
  const kind = methodSpec(method)?.token;
  if (kind === undefined) return new SlackError('unknown_method', { req_method: method });
  if (kind === 'none') return null;
  if (token === '') return new SlackError('not_authed');
  if (token !== options.botToken && token !== options.appToken) return new SlackError('invalid_auth');
  const wanted = kind === 'app' ? options.appToken : options.botToken;
  if (token !== wanted) return new SlackError('not_allowed_token_type');
  return kind === 'app' || options.isInstalled() ? null : new SlackError('account_inactive');
}

function tryAnswer(options: ApiOptions, call: ApiCall, spec: Method, { args, wrong }: Read): Answer {
  const { context, limiter } = options;
  const { workspace } = context;
  const { method, host } = call;
  try {
    checkScopes(context, method, kindOf(context, args));
    if (wrong) throw new SlackError(wrong.error, { response_metadata: { messages: wrong.messages } });
    const key = typeof args.channel === 'string' ? args.channel : undefined;
    const taken = limiter.take(workspace.identity.id, method, key);
    if (!taken.ok) return rateLimited(taken.retryAfterSeconds);
    const answer = spec.answer({ context, workspace, bot: workspace.app.botUserId, args, host });
    return { status: 200, headers: scopeHeaders(context, method), body: { ok: true, ...answer } };
  } catch (error) {
    if (error instanceof SlackError) return refusal(error);
    throw error;
  }
}

function checkScopes({ workspace }: ApiContext, method: string, kind: ConversationKind | undefined): void {
  if (scopesSatisfied(method, workspace.scopes, kind)) return;
  throw new SlackError('missing_scope', {
    needed: neededScopes(method, kind).join(','),
    provided: [...workspace.scopes].join(','),
  });
}

/** The kind of conversation a call is about, so far as the app may know it. */
function kindOf({ workspace }: ApiContext, args: Json): ConversationKind | undefined {
  const id = args.channel ?? args.channel_id;
  const conversation = typeof id === 'string' ? workspace.conversations.get(id) : undefined;
  if (conversation) {
    const visible =
      conversation.kind === 'public' ||
      workspace.indexes.membersOf.get(conversation.id)?.has(workspace.app.botUserId);
    if (!visible) return undefined;
    return conversation.mpim ? 'mpim' : conversation.kind;
  }
  if (typeof args.name === 'string' && args.channel === undefined) {
    return args.is_private === true ? 'private' : 'public';
  }
  if (args.users !== undefined && args.channel === undefined) {
    return String(args.users).includes(',') ? 'mpim' : 'im';
  }
  return undefined;
}

function scopeHeaders({ workspace }: ApiContext, method: string): Record<string, string> {
  return {
    'x-oauth-scopes': [...workspace.scopes].join(','),
    'x-accepted-oauth-scopes': neededScopes(method).join(','),
  };
}

function refusal(error: SlackError): Answer {
  const messages = (error.fields.response_metadata as { messages?: string[] } | undefined)?.messages;
  return {
    status: 200,
    headers: {},
    body: { ok: false, error: error.code, ...(messages ? { errors: messages } : {}), ...error.fields },
  };
}

function rateLimited(seconds: number): Answer {
  return {
    status: 429,
    headers: { 'retry-after': String(seconds) },
    body: { ok: false, error: 'ratelimited' },
  };
}
