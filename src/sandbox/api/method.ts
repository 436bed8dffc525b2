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
  readonly scopes: readonly string[];
  readonly args: z.ZodType<Json>;
  answer(call: Call): Json;
};

export type Methods = { readonly [name: string]: Method };

type Arguments = z.ZodType<Json> | z.ZodRawShape;
type Values<A> = A extends z.ZodType
  ? z.output<A>
  : A extends z.ZodRawShape
    ? z.output<z.ZodObject<A>>
    : never;

/**
 * A method as its page in Slack's reference describes it. Arguments that it does not document are refused.
 * @param scopes Any one of these suffices; which one may depend on the kind of conversation.
 */
export function method<A extends Arguments>(
  tier: Tier,
  scopes: readonly string[],
  args: A,
  answer: (call: Call<Values<A>>) => Json,
): Method {
  const schema =
    args instanceof z.ZodType ? (args as z.ZodType<Json>) : z.strictObject(args as z.ZodRawShape);
  return { tier, token: 'bot', scopes, args: schema, answer: answer as Method['answer'] };
}

export function invalid(...messages: string[]): SlackError {
  return new SlackError('invalid_arguments', { response_metadata: { messages } });
}
