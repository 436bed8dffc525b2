import { randomBytes } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** An id like Slack's: a letter for the kind and ten capitals and digits, "C0" first so that none looks like a word. */
export function newId(prefix: string): string {
  let id = `${prefix}0`;
  for (const byte of randomBytes(9)) id += letters[byte % letters.length];
  return id;
}

export function newSecret(): string {
  return randomBytes(12).toString('hex');
}

/** Seconds with six decimals, e.g. "1700000000.000100"; always later than `last`. */
export function nextTs(nowMs: number, last: string): string {
  const wanted = `${Math.floor(nowMs / 1000)}.${String(Math.floor(nowMs % 1000) * 1000 + 100).padStart(6, '0')}`;
  if (wanted > last) return wanted;
  const [seconds = '0', micros = '0'] = last.split('.');
  const next = Number(micros) + 10;
  return next > 999_999 ? `${Number(seconds) + 1}.000000` : `${seconds}.${String(next).padStart(6, '0')}`;
}

export function isTs(text: string): boolean {
  return /^\d{1,12}\.\d{6}$/.test(text);
}
