import type { SlackConfig } from '../slack/app.ts';
import type { Web } from './web.ts';

/** What phases leave for later ones. */
export type Shared = {
  databaseUrl: string;
  web: Web;
  slack: SlackConfig;
  /** The page of the sandbox, when there is one. */
  pageUrl: string;
};

/** A phase that comes too early is a mistake in the list of phases. */
export function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A phase started before the one it relies on.');
  return value;
}
