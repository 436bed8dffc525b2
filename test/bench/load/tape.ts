import type { Letter } from '../../fuzz/letters.ts';
import { escalate, fillFromCard, press } from '../../support/acts.ts';
import type { TestDatabase } from '../../support/copy-database.ts';
import type { Stage } from '../../support/script.ts';
import { copyMany } from '../support/fill.ts';
import { startMuster } from '../support/muster.ts';

/** All that Slack delivered while people worked an escalation, and other escalations that are as this one was at first. */
export type Tape = {
  readonly letters: readonly Letter[];
  readonly original: Target;
  readonly ticket: string;
  /** Where the sandbox was that it was recorded in, to which answers went. */
  readonly slack: string;
  readonly targets: readonly Target[];
};

export type Target = { readonly id: string; readonly channel: string };

const TICKET = '#1234567';
/** What people write to each other in the swarm's channel, of which Muster is told too. */
const MESSAGES = 40;

/** Works a whole escalation through Slack, and leaves so many copies of it, as it was when it had just been opened. */
export async function record(
  database: TestDatabase,
  copies: number,
  say: (line: string) => void,
): Promise<Tape> {
  const muster = await startMuster(database, say);
  const { sandbox, idle } = muster;
  const stage: Stage = {
    sandbox,
    database,
    now: Date.now,
    quiet: idle,
    pass: () => Promise.reject(new Error('The time is real here.')),
  };
  const channel = await escalate(stage, 'riley', { 'Ticket (link or number)': TICKET });
  const { id } = await database.db.escalation.findFirstOrThrow({ where: { channelId: channel } });
  const targets = await copyMany(database.url, id, copies);
  await work(stage, channel);
  const letters = sandbox.deliveries.map(({ type, payload }) => ({ type, payload }));
  await muster.stop();
  return {
    letters,
    original: { id, channel },
    ticket: TICKET,
    slack: new URL(sandbox.apiUrl).origin,
    targets,
  };
}

async function work(stage: Stage, channel: string): Promise<void> {
  const [riley, dana, sam] = ['riley', 'dana', 'sam'].map((one) => stage.sandbox.person(one)) as [
    Person,
    Person,
    Person,
  ];
  const acts: (() => Promise<unknown>)[] = [
    () => press(stage, dana, channel, 'Claim ownership'),
    () => fillFromCard(stage, sam, channel, 'Add note', { Note: 'The logs name the bank' }),
    () => logUpdate(stage, riley, channel, 'We are looking into it'),
    () => sam.command(channel, '/swarm', 'status'),
    () => fillFromCard(stage, dana, channel, 'Change severity', { Severity: 'SEV1', 'Why?': 'It spreads' }),
    async () => dana.openHome(),
    () => logUpdate(stage, riley, channel, 'The bank is on it'),
    () => fillFromCard(stage, sam, channel, 'Add note', { Note: 'The bank called back' }),
    () => riley.command('general', '/swarm', 'list'),
    () => fillFromCard(stage, dana, channel, 'Resolve', RESOLVED),
  ];
  for (const [index, act] of acts.entries()) {
    for (let message = 0; message < MESSAGES / acts.length; message++)
      [riley, dana, sam][(index + message) % 3]?.say(
        channel,
        'One more thing that I have found in the logs.',
      );
    await act();
    await stage.quiet();
  }
}

type Person = ReturnType<Stage['sandbox']['person']>;

const RESOLVED = {
  'What fixed it?': 'The bank unblocked us',
  'What was the cause?': 'A limit at the bank',
  'Final word to the customer': 'Refunds work again',
};

function logUpdate(stage: Stage, riley: Person, channel: string, text: string) {
  return fillFromCard(stage, riley, channel, 'Log customer update', {
    'What did you tell the customer?': text,
  });
}
