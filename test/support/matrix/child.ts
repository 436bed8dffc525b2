import { type Application, createApplication } from '../../../src/boot/application.ts';
import { parseConfigFile } from '../../../src/config/file.ts';
import { noLimits } from '../../../src/engine/rate-limits.ts';
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
      readonly role?: 'web' | 'worker' | 'all';
      readonly redisUrl?: string | undefined;
      /** Nobody sets the time: as in real life, the database's clock judges what is due. */
      readonly isClockReal?: boolean;
      /** In place of what the playbooks say, in ms. */
      readonly claimWithin?: number;
      /** How often one person may do something; without it, as often as they like. */
      readonly actsAMinute?: number;
    }
  | { readonly order: 'start'; readonly offset: number }
  | { readonly order: 'time'; readonly offset: number }
  | { readonly order: 'quiet' }
  /** Take nothing new, end what is under way, and end. */
  | { readonly order: 'stop' };

/** Each order is answered once it is carried out. */
export type Report = { readonly done: Order['order']; readonly error?: string };

/** Muster in a process of its own that can be killed. */
let context: Application | undefined;
let offset = 0;

async function load(order: Extract<Order, { order: 'load' }>): Promise<void> {
  const { databaseUrl, redisUrl, slack, config, role, claimWithin, actsAMinute } = order;
  const file = parseConfigFile(config, 'muster.yml');
  const playbooks = file.playbooks.map((one) => ({ ...one, claimWithin: claimWithin ?? one.claimWithin }));
  const say = (facts: object, message: string) => {
    const { err } = facts as { err?: Error };
    console.error(message, err?.stack ?? JSON.stringify(facts));
  };
  context = createApplication({
    role,
    databaseUrl,
    redisUrl,
    slack,
    roster: { ...file, playbooks },
    channelPattern: file.channelName,
    log: { debug: () => {}, info: () => {}, warn: say, error: say },
    // The Slack that it is in front of sets no limits.
    rateLimits: noLimits,
    actsAMinute,
    now: order.isClockReal ? undefined : () => Date.now() + offset,
  });
  await context.db.escalation.count();
}

async function carryOut(order: Order): Promise<void> {
  if ('offset' in order) offset = order.offset;
  if (order.order === 'load') await load(order);
  if (order.order === 'start') await context?.start();
  if (order.order === 'quiet') {
    await context?.whenIdle();
    await context?.engine.drain();
  }
  if (order.order === 'stop') await context?.stop();
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
