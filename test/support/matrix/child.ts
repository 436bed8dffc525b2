import { parseConfigFile } from '../../../src/config-file.ts';
import { type Context, createContext } from '../../../src/context.ts';
import type { SlackConfig } from '../../../src/slack/app.ts';

/** What the test tells the process that it starts. */
export type Order =
  | {
      /** Get everything ready that can be before anybody needs it. */
      readonly order: 'load';
      readonly databaseUrl: string;
      readonly slack: SlackConfig;
      /** What muster.yml says. */
      readonly config: string;
    }
  | { readonly order: 'start'; readonly offset: number }
  | { readonly order: 'time'; readonly offset: number }
  | { readonly order: 'quiet' };

/** Each order is answered once it is carried out. */
export type Report = { readonly done: Order['order']; readonly error?: string };

/** Muster in a process of its own that can be killed. */
let context: Context | undefined;
let offset = 0;

async function load({ databaseUrl, slack, config }: Extract<Order, { order: 'load' }>): Promise<void> {
  const file = parseConfigFile(config, 'muster.yml');
  const say = (facts: object, message: string) => {
    const { err } = facts as { err?: Error };
    console.error(message, err?.stack ?? JSON.stringify(facts));
  };
  context = createContext({
    databaseUrl,
    slack,
    roster: file,
    channelPattern: file.channelName,
    log: { debug: () => {}, info: () => {}, warn: say, error: say },
    now: () => Date.now() + offset,
  });
  await context.db.escalation.count();
}

async function carryOut(order: Order): Promise<void> {
  if ('offset' in order) offset = order.offset;
  if (order.order === 'load') await load(order);
  if (order.order === 'start') await context?.start();
  if (order.order === 'quiet') {
    await context?.settled();
    await context?.engine.drain();
  }
}

let before: Promise<unknown> = Promise.resolve();

process.on('message', (order: Order) => {
  const report = (answer: Report) => process.send?.(answer);
  before = before
    .then(() => carryOut(order))
    .then(
      () => report({ done: order.order }),
      (error: Error) => report({ done: order.order, error: error.stack ?? error.message }),
    );
});
process.on('disconnect', () => process.exit(0));
