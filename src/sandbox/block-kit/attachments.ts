/** Secondary attachments: https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments */
import { z } from 'zod';
import { list, optional, rules, string, webUrl } from './schema.ts';

const link = webUrl(3000);

/** Beside blocks, an attachment takes only these two. */
const besideBlocks = { fallback: z.string(), color: string() };

const legacyFields = {
  pretext: z.string(),
  author_name: z.string(),
  author_link: link,
  author_icon: link,
  title: z.string(),
  title_link: link,
  text: z.string(),
  fields: list(z.strictObject(optional({ title: z.string(), value: z.string(), short: z.boolean() }))),
  image_url: link,
  thumb_url: link,
  footer: z.string().max(300),
  footer_icon: link,
  ts: z.union([z.number(), z.string().regex(/^\d+(\.\d+)?$/)], 'must be a timestamp'),
  mrkdwn_in: z.array(string()),
};

/** "A maximum of 100 attachments are allowed on a message." */
export function attachmentList(block: z.ZodType) {
  const fields = optional({ ...besideBlocks, ...legacyFields, blocks: list(block, 50) });
  const attachment = z.strictObject(fields).check(
    rules((value, fail) => {
      if (value.blocks === undefined) return;
      const legacy = Object.keys(value).filter((name) => Object.hasOwn(legacyFields, name));
      for (const name of legacy) fail(`invalid additional property: ${name}`);
    }),
  );
  return z.array(attachment).max(100);
}
