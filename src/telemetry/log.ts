import { pino } from 'pino';
import { describeError } from './describe-error.ts';

type Line = (facts: object, message: string) => void;

/** The part of pino that Muster uses. */
export type Log = { readonly debug: Line; readonly info: Line; readonly warn: Line; readonly error: Line };

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One JSON object a line, on stderr; stdout is for the person who started Muster. */
export function createLog(level: LogLevel): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
