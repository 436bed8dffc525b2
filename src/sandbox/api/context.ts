import type { Json } from '../protocol.ts';
import { SlackError } from '../workspace/errors.ts';
import type { Triggers } from '../workspace/triggers.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What a Web API method may use beside its arguments. */
export type ApiContext = {
  readonly workspace: Workspace;
  readonly triggers: Triggers;
  /** A fresh Socket Mode address below the host that the app spoke to. */
  openLink(host: string): string;
  /** Posts later, in milliseconds from now; forgotten when the sandbox stops. */
  later(delayMs: number, what: () => void): void;
};

export type Call = {
  readonly context: ApiContext;
  readonly workspace: Workspace;
  /** The user the token stands for: the app's bot. */
  readonly bot: string;
  readonly args: Json;
  readonly host: string;
};

export type Method = (call: Call) => Json;

export function text(args: Json, name: string): string {
  const value = args[name];
  return value === undefined || value === null ? '' : String(value);
}

export function optional(args: Json, name: string): string | undefined {
  const value = text(args, name);
  return value === '' ? undefined : value;
}

export function flag(args: Json, name: string): boolean {
  return args[name] === true || args[name] === 'true' || args[name] === '1' || args[name] === 1;
}

/** A comma-separated list or an array of strings. */
export function list(args: Json, name: string): string[] {
  const value = args[name];
  const items = Array.isArray(value) ? value.map(String) : text(args, name).split(',');
  return items.map((item) => item.trim()).filter((item) => item !== '');
}

export function invalid(...messages: string[]): SlackError {
  return new SlackError('invalid_arguments', { response_metadata: { messages } });
}
