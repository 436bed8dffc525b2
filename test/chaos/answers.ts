import type { Answer, ApiCall } from '../../src/sandbox/api/call.ts';
import type { Intercept } from '../../src/sandbox/intercept.ts';

const refused = (error: string): Answer => ({ status: 200, headers: {}, body: { ok: false, error } });
const answered = (status: number, body: unknown): Answer => ({ status, headers: {}, body: body as never });

/** What Slack says to a token that it takes no more, or a proxy to everybody. */
const ANSWERS = {
  invalid_auth: refused('invalid_auth'),
  token_revoked: refused('token_revoked'),
  account_inactive: refused('account_inactive'),
  forbidden: answered(403, { message: 'forbidden' }),
  'a page': answered(200, '<html>Sign in to the network</html>'),
  'an empty object': answered(200, {}),
} as const;

export type AnswerName = keyof typeof ANSWERS;
export const ANSWER_NAMES = Object.keys(ANSWERS) as AnswerName[];

/** The token that opens connections is another one; a proxy answers that as well. */
const OPENING = 'apps.connections.open';
const FROM_PROXY: readonly AnswerName[] = ['forbidden', 'a page', 'an empty object'];

type Shut = { readonly answer: AnswerName; readonly host: string | null };

export type Shutter = {
  readonly intercept: Intercept<ApiCall, Answer>;
  /**
   * From now on every call is answered so. Returns what ends it.
   * @param host by which one process reaches Slack; null for all of them
   */
  shut(answer: AnswerName, host: string | null): () => void;
};

/** Stands in front of Slack, and takes nothing from one process, or from all, while it is shut. */
export function createShutter(): Shutter {
  const shut = new Set<Shut>();
  const isMet = ({ answer, host }: Shut, call: ApiCall) =>
    (host === null || host === call.host) && (call.method !== OPENING || FROM_PROXY.includes(answer));
  return {
    async intercept(call, proceed) {
      const found = [...shut].find((one) => isMet(one, call));
      return found === undefined ? proceed(call) : ANSWERS[found.answer];
    },
    shut(answer, host) {
      const one = { answer, host };
      shut.add(one);
      return () => shut.delete(one);
    },
  };
}
