import { parse } from 'yaml';
import { z } from 'zod';

/** Request URLs as Slack's schema of manifests has them. */
const url = z
  .string()
  .regex(/^https?:\/\//, 'must start with http:// or https://')
  .max(3500, 'is too long');

const command = z.object({
  /** With its slash. */
  command: z
    .string()
    .regex(/^\/\S+$/, 'must start with "/" and hold no spaces')
    .max(32, 'must not be longer than 32 characters'),
  description: z.string().min(1, 'must not be empty').max(2000, 'must not be longer than 2,000 characters'),
  usage_hint: z.string().default(''),
  url: url.optional(),
  /** Whether Slack turns typed mentions into `<@U…|name>` before it hands the text over. */
  should_escape: z.boolean().default(false),
});

const shortcut = z.object({
  name: z.string().min(1, 'must not be empty').max(24, 'must not be longer than 24 characters'),
  type: z.enum(['message', 'global'], 'must be "message" or "global"'),
  callback_id: z.string().min(1, 'must not be empty').max(255, 'must not be longer than 255 characters'),
  description: z.string().max(150, 'must not be longer than 150 characters'),
});

/** The parts that the sandbox acts on; what else a manifest holds is left alone, and lists are never absent. */
const manifest = z.object({
  display_information: z.object({
    name: z.string().min(1, 'must not be empty').max(35, 'must not be longer than 35 characters'),
    description: z.string().default(''),
  }),
  features: z
    .object({
      app_home: z
        .object({
          home_tab_enabled: z.boolean().default(false),
          messages_tab_enabled: z.boolean().default(false),
          messages_tab_read_only_enabled: z.boolean().default(false),
        })
        .prefault({}),
      /** Absent when the app has no bot user. */
      bot_user: z
        .object({
          display_name: z
            .string()
            .min(1, 'must not be empty')
            .max(80, 'must not be longer than 80 characters'),
          always_online: z.boolean().default(false),
        })
        .optional(),
      slash_commands: z.array(command).max(50, 'must not hold more than 50 commands').default([]),
      shortcuts: z.array(shortcut).max(10, 'must not hold more than 10 shortcuts').default([]),
    })
    .prefault({}),
  oauth_config: z
    .object({
      scopes: z
        .object({ bot: z.array(z.string()).default([]), user: z.array(z.string()).default([]) })
        .prefault({}),
    })
    .prefault({}),
  settings: z
    .object({
      event_subscriptions: z
        .object({ request_url: url.optional(), bot_events: z.array(z.string()).default([]) })
        .prefault({}),
      interactivity: z
        .object({
          is_enabled: z.boolean(),
          request_url: url.optional(),
          message_menu_options_url: url.optional(),
        })
        .default({ is_enabled: false }),
      socket_mode_enabled: z.boolean().default(false),
    })
    .prefault({}),
});

export type Manifest = z.infer<typeof manifest>;

/** Reads a manifest in YAML or JSON; throws an error whose message is one sentence that names the path at fault. */
export function readManifest(yamlText: string): Manifest {
  const result = manifest.safeParse(parseYaml(yamlText), { error: inWords });
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = (issue?.path ?? []).reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part),
    '',
  );
  throw new Error(
    `The manifest ${path ? `is not right: ${path} ` : ''}${issue?.message ?? 'cannot be used'}.`,
  );
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('\n');
    throw new Error(`The manifest is neither YAML nor JSON: ${reason?.trimEnd().replace(/[:.]$/, '')}.`);
  }
}

const nouns: { readonly [type: string]: string } = {
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of settings',
};

function inWords(issue: { code?: string; input?: unknown; expected?: unknown }): string | undefined {
  if (issue.code !== 'invalid_type') return undefined;
  return issue.input === undefined
    ? 'is missing'
    : `must be ${nouns[String(issue.expected)] ?? issue.expected}`;
}
