import type { Answer, ApiCall } from '../api/call.ts';
import type { CallFault, FaultRule } from './rules.ts';

export type Wait = (ms: number) => Promise<void>;

const slowMs = 2_000;
const retryAfterMs = 1_000;

/** Answered by cutting the connection: the caller sees a reset. */
const cut: Answer = { status: 0, headers: {}, body: {}, isCut: true };

/** Lets a call go wrong as the rule says. */
export async function performCallFault(
  rule: FaultRule,
  call: ApiCall,
  proceed: (call: ApiCall) => Promise<Answer>,
  wait: Wait,
): Promise<Answer> {
  switch (rule.fault as CallFault) {
    case 'reset':
      return cut;
    case 'accept-then-drop':
      await proceed(call);
      return cut;
    case 'rate-limit': {
      const seconds = Math.max(1, Math.ceil((rule.ms ?? retryAfterMs) / 1000));
      const headers = { 'retry-after': String(seconds) };
      return { status: 429, headers, body: { ok: false, error: 'ratelimited' } };
    }
    case 'server-error':
      return { status: 500, headers: {}, body: { ok: false, error: 'internal_error' } };
    case 'refused-token':
      return { status: 200, headers: {}, body: { ok: false, error: 'invalid_auth' } };
    case 'proxy-page':
      // A proxy that answers in Slack's place knows nothing of `ok` and `error`.
      return { status: 200, headers: {}, body: { title: 'Sign in to the network' } };
    case 'slow':
      await wait(rule.ms ?? slowMs);
      return proceed(call);
    case 'double-create': {
      // What a method does to the arguments of one call must not be seen by the other.
      const again = structuredClone(call);
      const first = await proceed(call);
      await proceed(again);
      return first;
    }
  }
}
