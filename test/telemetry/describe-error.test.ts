import { expect, test } from 'vitest';
import { describeError } from '../../src/telemetry/describe-error.ts';

const words = 'what a customer wrote';

test('the log has what an error is, and nothing of what hangs on it', () => {
  const error = Object.assign(new Error('An API error occurred: invalid_blocks'), {
    code: 'slack_webapi_platform_error',
    data: { ok: false, error: 'invalid_blocks', response_metadata: { messages: [words] } },
    original: { config: { headers: { authorization: 'Bearer xoxb-1' } } },
    body: words,
  });
  const told = describeError(new Error('outer', { cause: error }));
  expect(told.cause).toMatchObject({
    type: 'Error',
    message: 'An API error occurred: invalid_blocks',
    code: 'slack_webapi_platform_error',
    slack: 'invalid_blocks',
  });
  expect(told.stack).toMatch(/^ {4}at /);
  expect(JSON.stringify(told)).not.toMatch(/customer|xoxb/);
});

test('a query that Prisma quotes is left out', () => {
  const error = new Error(
    `Invalid \`create()\` invocation:\n{ data: { text: "${words}" } }\n\nArgument "id" is missing.`,
  );
  error.name = 'PrismaClientValidationError';
  const told = JSON.stringify(describeError(error));
  expect(told).toContain('is missing.');
  expect(told).not.toContain(words);
});

test('what is no error is not shown', () => {
  expect(JSON.stringify(describeError(words))).not.toContain(words);
});
