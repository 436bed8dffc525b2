import type { Json } from '../protocol.ts';

/** A refusal in Slack's own words: `code` is what the Web API answers in `error`. */
export class SlackError extends Error {
  readonly code: string;
  /** Further fields of the answer, such as `errors` or `response_metadata`. */
  readonly fields: Json;

  constructor(code: string, fields: Json = {}) {
    super(code);
    this.name = 'SlackError';
    this.code = code;
    this.fields = fields;
  }
}
