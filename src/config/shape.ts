import { z } from 'zod';
import { KINDS, SEVERITIES } from '../domain/kernel/playbook.ts';
import { DAY, type Duration, HOUR, MINUTE, SECOND } from '../domain/kernel/time.ts';

/** The YAML file's shape, key by key, with the sentences for what does not fit; they follow the path of the key. */

type Input = { readonly input?: unknown };

function expect(what: string, hint: string): { error: (issue: Input) => string } {
  return {
    error: ({ input }) =>
      input === undefined || input === null ? `is missing: ${hint}.` : `is not ${what}: ${hint}.`,
  };
}

const unitMs: Readonly<Record<string, Duration>> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY };
const durationHint = 'write it like 30m, 2h or 1d, up to 90d';

const duration = z.string(expect('a length of time', durationHint)).transform((text, context): Duration => {
  const [, digits, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const ms = Number(digits) * (unitMs[unit ?? ''] ?? 0);
  if (ms > 0 && ms <= 90 * DAY) return ms;
  const problem = Number.isNaN(ms) ? 'is not a length of time' : 'is too short or too long';
  context.addIssue(`"${text}" ${problem}: ${durationHint}.`);
  return z.NEVER;
});

const personHint = 'write an e-mail address or a Slack user id such as U012AB3CD';

const person = z
  .string(expect('a person', personHint))
  .transform((text) => (text.includes('@') ? text.toLowerCase() : text))
  .refine((text) => /^[UW][A-Z0-9]{2,20}$/.test(text) || z.email().safeParse(text).success, {
    error: ({ input }) => `"${input}" is neither an e-mail address nor a Slack user id: ${personHint}.`,
  });

const key = z
  .string(expect('a key', 'write a short name of its own, such as payments'))
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, {
    error: ({ input }) =>
      `"${input}" cannot be a key: use up to 40 lower-case letters, digits, - and _, a letter first.`,
  });

// 75 characters is what Slack shows of an option in a menu.
const label = text('is longer than the 75 characters that Slack shows in a menu', 75);
const people = z.array(person, expect('a list of people', 'write it like [dana@example.com]'));
const somebody = people.min(1, 'names nobody: add at least one person.');

const team = object('a team', {
  key,
  name: label,
  skills: z.array(label, expect('a list', 'write it like [payments, invoicing]')).default([]),
  leads: somebody,
  members: people.default([]),
});

const playbook = object('a playbook', {
  key,
  trigger: label,
  kind: z.enum(KINDS, expect('a kind', `write ${KINDS.join(' or ')}`)),
  severity: z.enum(SEVERITIES, expect('a severity', `write one of ${SEVERITIES.join(', ')}`)),
  teams: z
    .array(key, expect('a list of team keys', 'write it like [payments]'))
    .min(1, 'names no team: add the key of at least one.'),
  update_every: object('a cadence', { SEV1: duration, SEV2: duration, SEV3: duration, SEV4: duration }),
  claim_within: duration,
  outcome: text('is longer than 300 characters', 300),
});

export const configShape = object('a configuration', {
  channel: z
    .string(expect('a channel', 'write its name, such as escalations'))
    .transform((name) => name.replace(/^#/, ''))
    .refine((name) => /^[a-z0-9][a-z0-9_-]{0,79}$/.test(name), {
      error: ({ input }) =>
        `"${input}" cannot be a channel: use up to 80 lower-case letters, digits, - and _.`,
    }),
  channel_name: z
    .string(expect('a pattern', 'write it like esc-{number}-{customer}-{title}'))
    .regex(/^(?=.*\{number\})([a-z0-9_-]|\{(number|customer|title)\}){1,80}$/, {
      error: ({ input }) =>
        `"${input}" cannot be a pattern: use lower-case letters, digits, - and _ with {number} (needed), {customer} and {title}.`,
    })
    .default('esc-{number}-{customer}-{title}'),
  managers: somebody,
  teams: menu('teams', team),
  playbooks: menu('playbooks', playbook),
});

function text(tooLong: string, longest: number): z.ZodString {
  return z
    .string(expect('a text', 'write a few words'))
    .trim()
    .min(1, 'is empty: write a few words.')
    .max(longest, `${tooLong}: shorten it.`);
}

/** A list that people pick from in Slack, where a menu holds at most 100 options. */
function menu<Entry extends z.ZodType>(noun: string, entry: Entry): z.ZodArray<Entry> {
  return z
    .array(entry, expect(`a list of ${noun}`, 'start each entry with "- key:"'))
    .min(1, 'is empty: add at least one entry.')
    .max(100, 'has more than the 100 entries that a menu in Slack can hold: take some out.');
}

function object<Shape extends z.ZodRawShape>(noun: string, shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const hint = `its keys are ${Object.keys(shape).join(', ')}`;
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `"${issue.keys.join('" and "')}" means nothing in ${noun}: ${hint}.`
        : expect(noun, hint).error(issue),
  });
}
