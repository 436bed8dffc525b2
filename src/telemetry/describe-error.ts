/** What the log keeps of an error. Libraries hang whole requests, answers and queries on theirs, with what people wrote. */
type Described = {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
  /** Slack's own code. */
  readonly slack?: string;
  readonly cause?: Described;
};

const MOST_CHARACTERS = 500;

export function describeError(error: unknown, depth = 3): Described {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'no error was thrown, but something else' };
  const { code, data } = error as { code?: unknown; data?: { error?: unknown } };
  const slack = data?.error;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    type: error.name,
    message: wordsOf(error),
    ...(frames.length === 0 ? {} : { stack: frames.join('\n') }),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof slack === 'string' ? { slack } : {}),
    ...(error.cause instanceof Error && depth > 0 ? { cause: describeError(error.cause, depth - 1) } : {}),
  };
}

/** Prisma's messages quote the query with its values, and end with what matters. */
function wordsOf({ name, message }: Error): string {
  const words = name.startsWith('Prisma') ? (message.trim().split('\n').at(-1) ?? '') : message;
  return words.slice(0, MOST_CHARACTERS);
}
