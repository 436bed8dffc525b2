import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type ParsedNode,
  parseDocument,
} from 'yaml';
import type { z } from 'zod';
import type { Playbook } from '../domain/kernel/playbook.ts';
import { ConfigError } from './environment.ts';
import { builtInConfigFile } from './own-files.ts';
import { type Contradiction, findContradictions } from './references.ts';
import { configShape } from './shape.ts';

/** People are named by e-mail address (lower case) or by Slack user id. */
export type ConfigFile = {
  /** The escalations channel's name, without "#". */
  readonly channel: string;
  /** Pattern for the channels of swarms, with {number} and perhaps {customer} and {title}. */
  readonly channelName: string;
  readonly managers: readonly string[];
  readonly teams: readonly TeamEntry[];
  readonly playbooks: readonly Playbook[];
};

type TeamEntry = {
  readonly key: string;
  readonly name: string;
  readonly skills: readonly string[];
  readonly leads: readonly string[];
  readonly members: readonly string[];
};

/**
 * Reads the file at this path. When it is the folder's muster.yml and is not there, the one that Muster was built with
 * is read instead.
 */
export function readConfigFile(folder: string, path: string): ConfigFile {
  const builtIn = path === join(folder, 'muster.yml') && !existsSync(path) ? builtInConfigFile() : undefined;
  const name = relative('', builtIn ?? path);
  let text: string;
  try {
    text = readFileSync(builtIn ?? path, 'utf8');
  } catch {
    throw new ConfigError(`${name} cannot be read: create it, or set MUSTER_CONFIG to where your teams are.`);
  }
  return parseConfigFile(text, name);
}

/** @throws ConfigError with a line for everything that is wrong: file, line, path and what to do */
export function parseConfigFile(text: string, fileName: string): ConfigFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const unreadable = document.errors.map(({ code, pos, message }) => {
    const words =
      code === 'DUPLICATE_KEY' ? 'this key is there twice: keep one of them.' : firstLine(message);
    return `${fileName}:${lines.linePos(pos[0]).line}: ${words}`;
  });
  if (unreadable.length > 0) throw new ConfigError(unreadable.join('\n'));
  if (!isMap(document.contents)) {
    throw new ConfigError(
      `${fileName}:1: the file has no keys: copy the muster.yml that Muster came with and change that.`,
    );
  }
  const content: unknown = document.toJS();
  const parsed = configShape.safeParse(content);
  const problems = [...(parsed.error?.issues ?? []), ...findContradictions(content)]
    .map((issue) => ({ ...issue, line: lines.linePos(findOffset(document, issue)).line }))
    .sort((one, other) => one.line - other.line)
    .map(({ line, path, message }) => `${fileName}:${line}: ${sayPath(path)}${message}`);
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems.join('\n'));
  return toConfigFile(parsed.data);
}

function toConfigFile(file: z.infer<typeof configShape>): ConfigFile {
  const { channel, channel_name: channelName, managers, teams } = file;
  const playbooks = file.playbooks.map(({ update_every: cadence, claim_within: claimWithin, ...rest }) => ({
    ...rest,
    cadence,
    claimWithin,
  }));
  return { channel, channelName, managers, teams, playbooks };
}

/** Where in the text the issue is: at the key that means nothing, the value that is wrong, or what lacks the value. */
function findOffset(document: Document.Parsed, issue: z.core.$ZodIssue | Contradiction): number {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? step.toString() : step));
  const unknownKey = 'code' in issue && issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (!isNode(node)) continue;
    const key = unknownKey !== undefined && isMap(node) ? findKey(node.items, unknownKey) : undefined;
    return (key ?? (node as ParsedNode)).range?.[0] ?? 0;
  }
  return 0;
}

function findKey(items: readonly unknown[], name: string): ParsedNode | undefined {
  const pair = items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === name);
  return isPair(pair) ? (pair.key as ParsedNode) : undefined;
}

/** "teams[0].leads[1] "; a message about the whole file has its own subject. */
function sayPath(path: readonly PropertyKey[]): string {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`));
  return steps.length > 0 ? `${steps.join('').replace(/^\./, '')} ` : '';
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.replace(/ at line \d.*$/, '.') ?? message;
}
