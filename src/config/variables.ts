import { isIP } from 'node:net';
import { z } from 'zod';
import { LOG_LEVELS } from '../telemetry/log.ts';

export const ROLES = ['web', 'worker', 'all'] as const;

export type Variables = z.infer<typeof variables>;

export const variables = z.object({
  NODE_ENV: z.string().optional(),
  MUSTER_ROLE: z
    .enum(ROLES, {
      error: ({ input }) => `MUSTER_ROLE is "${input}": make it web, worker or all.`,
    })
    .default('all'),
  SLACK_BOT_TOKEN: secret('SLACK_BOT_TOKEN')
    .regex(
      /^(xoxe\.)?xoxb-/,
      'SLACK_BOT_TOKEN does not start with "xoxb-": copy the Bot User OAuth Token from your app\'s page, OAuth & Permissions.',
    )
    .optional(),
  SLACK_APP_TOKEN: secret('SLACK_APP_TOKEN')
    .regex(
      /^xapp-/,
      'SLACK_APP_TOKEN does not start with "xapp-": create an app-level token with the scope connections:write on your app\'s page, Basic Information.',
    )
    .optional(),
  SLACK_SIGNING_SECRET: secret('SLACK_SIGNING_SECRET').optional(),
  SLACK_API_URL: url('SLACK_API_URL', ['https', 'http'], 'https://slack.com/api/')
    // Slack's client puts the name of a method behind it.
    .transform((text) => (text.endsWith('/') ? text : `${text}/`))
    .optional(),
  DATABASE_URL: url('DATABASE_URL', ['postgres', 'postgresql'], 'postgresql://user:password@host:5432/muster')
    .refine(
      hasNoSchema,
      'DATABASE_URL names a schema, and Muster uses public: leave ?schema= out, and give each installation a database of its own.',
    )
    .optional(),
  REDIS_URL: url('REDIS_URL', ['redis', 'rediss'], 'redis://host:6379').optional(),
  HOST: z
    .string()
    .refine((text) => text === 'localhost' || isIP(text) !== 0, {
      error: ({ input }) =>
        `HOST is "${input}": make it an IP address of this machine, 0.0.0.0 for all of them, or leave it out.`,
    })
    .optional(),
  PORT: port('PORT', 3000),
  SANDBOX_PORT: port('SANDBOX_PORT', 3001),
  MUSTER_CONFIG: z.string().default('muster.yml'),
  MUSTER_ACTS_A_MINUTE: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, {
      error: ({ input }) =>
        `MUSTER_ACTS_A_MINUTE is "${input}": make it a whole number from 1 on, or leave it out for 300.`,
    })
    .transform(Number)
    .default(300),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, {
      error: ({ input }) => `LOG_LEVEL is "${input}": make it one of ${LOG_LEVELS.join(', ')}.`,
    })
    .optional(),
  HTTPS_PROXY: z.string().optional(),
  NO_PROXY: z.string().optional(),
});

/** Copied with a line break or a space within, it would be refused by Slack later, or end a header. */
function secret(name: string): z.ZodString {
  return z
    .string()
    .regex(
      /^[\x21-\x7e]*$/,
      `${name} has a space, a line break or a character within that no such value has: copy it again.`,
    );
}

/** Prisma's command line takes the schema from there; the drivers that Muster speaks through take no notice. */
function hasNoSchema(text: string): boolean {
  if (!URL.canParse(text)) return true;
  return new URL(text).searchParams.getAll('schema').every((name) => name === 'public' || name === '');
}

function url(name: string, schemes: readonly string[], example: string): z.ZodString {
  return secret(name).refine(
    (text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)),
    `${name} is not an address that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}: write it like ${example}`,
  );
}

function port(
  name: string,
  otherwise: number,
): z.ZodDefault<z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>> {
  const message = (input: unknown): string =>
    `${name} is "${input}": make it a whole number from 1 to 65535, or leave it out for ${otherwise}.`;
  return z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) <= 65_535, { error: ({ input }) => message(input) })
    .transform(Number)
    .default(otherwise);
}
