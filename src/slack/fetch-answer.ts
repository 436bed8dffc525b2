import { z } from 'zod';
import { NOT_SLACK } from './refusals.ts';

/** When whoever asks for a pause does not say for how long, in seconds. */
const PAUSE = 30;

const Answer = z.looseObject({ ok: z.boolean() });

/**
 * As `fetch`, for Slack's client, which trips over what a proxy answers in Slack's place: a page, `null`, JSON with neither
 * `ok` nor `error`, or a 429 that names no pause. Each reaches it as a refusal that the table of refusals knows.
 */
export const fetchAnswer: typeof fetch = async (url, init) => {
  const response = await fetch(url, init);
  const { status, statusText, headers } = response;
  if (status === 429 && !/^\d+$/.test(headers.get('retry-after') ?? '')) {
    return new Response(null, { status, statusText, headers: { 'retry-after': String(PAUSE) } });
  }
  if (status !== 200) return response;
  const text = await response.text();
  const body = isAnswer(text) ? text : JSON.stringify({ ok: false, error: NOT_SLACK });
  return new Response(body, { status, statusText, headers });
};

function isAnswer(text: string): boolean {
  try {
    const answer = Answer.safeParse(JSON.parse(text));
    return answer.success && (answer.data.ok || typeof answer.data.error === 'string');
  } catch {
    return false;
  }
}
