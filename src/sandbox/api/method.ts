import { z } from 'zod';
import type { Json } from '../protocol.ts';
import { SlackError } from '../workspace/errors.ts';
import type { Triggers } from '../workspace/triggers.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Slack's tiers 1 to 4; t5 stands for "special". */
export type Tier = 't1' | 't2' | 't3' | 't4' | 't5';

/** What a Web API method may use beside its arguments. */
export type ApiContext = {
  readonly workspace: Workspace;
  readonly triggers: Triggers;
  /** A fresh Socket Mode address below the host that the app spoke to. */
  openLink(host: string): string;
  /** Posts later, in milliseconds from now; forgotten when the sandbox stops. */
  later(delayMs: number, what: () => void): void;
};

export type Call<Args = Json> = {
  readonly context: ApiContext;
  readonly workspace: Workspace;
  /** The user the token stands for: the app's bot. */
  readonly bot: string;
  readonly args: Args;
  readonly host: string;
};

export type Method = {
  readonly tier: Tier;
  /** Which kind of token the method is called with. */
  readonly token: 'bot' | 'app' | 'none';
  /** Any one of these suffices; which one may depend on the kind of conversation. */
  readonly scopes: readonly string[];
  readonly args: z.ZodType<Json>;
  answer(call: Call): Json;
};

export type Methods = { readonly [name: string]: Method };

type Spec<Args> = Partial<Pick<Method, 'token' | 'scopes'>> & { readonly args?: z.ZodType<Args> };

/** A method as its page in Slack's reference describes it. Arguments that it does not document are refused. */
export function method<Args extends Json>(
  tier: Tier,
  { token = 'bot', scopes = [], args }: Spec<Args>,
  answer: (call: Call<Args>) => Json,
): Method {
  return { tier, token, scopes, args: args ?? z.strictObject({}), answer };
}

export function invalid(...messages: string[]): SlackError {
  return new SlackError('invalid_arguments', { response_metadata: { messages } });
}
