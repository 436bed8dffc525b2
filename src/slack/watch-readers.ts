import { once } from 'node:events';
import { LRUCache } from 'lru-cache';
import pTimeout from 'p-timeout';
import { z } from 'zod';
import type { PersonKind } from '../domain/kernel/people.ts';
import { readersAmong } from '../domain/kernel/readers.ts';
import { HOUR, MINUTE, SECOND } from '../domain/kernel/time.ts';
import { settleReaders, tellExposure } from '../engine/settle-readers.ts';
import { linesChannelOf, SOUGHT } from '../store/lines-channel.ts';
import {
  doubtReaders,
  type KnownReaders,
  knownReaders,
  moveLinesChannel,
  readersNow,
} from '../store/lines-channel-readers.ts';
import { accountOf, type ChangedUser } from './account.ts';
import { findReaders } from './find-readers.ts';
import type { ListenerContext } from './listener-context.ts';

/** Between two looks of the clock's own at what events may not have told. */
const EVERY_MS = MINUTE;
/** Where others read along, or somebody has to look again, that is done this often; where all is well, far less. */
const ANXIOUS_MS = 10 * MINUTE;
const CALM_MS = 6 * HOUR;
/** Starting waits no longer than this: of 30,000 members Slack tells for minutes. */
const START_MS = 3 * SECOND;
/** Guests of whom it is remembered that they have been heard of. */
const HEARD_OF = 10_000;

export type ReadersWatch = {
  /** Looks who reads the escalations channel, and goes on looking. Waits a moment for the first time. */
  readonly start: (workspace: string) => Promise<void>;
  /** Looks once more, as when the escalations channel is another one by now. */
  readonly look: (workspace: string) => Promise<void>;
  /**
   * Takes in what an event says of who reads there, before it may be acknowledged: until somebody has looked, the least is
   * shown.
   */
  readonly hear: (body: unknown) => Promise<void>;
  readonly stop: () => void;
};

/** Keeps up to date who reads the escalations channel, by what Slack tells, at the start, and now and then. */
export function watchReaders(context: ListenerContext): ReadersWatch {
  const { engine, client, accounts, now, later } = context;
  const { db, log } = engine;
  const heardOf = new LRUCache<string, true>({ max: HEARD_OF });
  let timer: NodeJS.Timeout | undefined;
  let isStopping = false;
  let looking: Promise<void> = Promise.resolve();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let home: string | undefined;
  const stopping = new AbortController();
  const stopped = once(stopping.signal, 'abort');

  async function lookNow(workspace: string): Promise<void> {
    const channel = await linesChannelOf(db, workspace);
    if (isStopping || channel === null || channel === SOUGHT) return;
    lookedAt = now();
    const known = await knownReaders(db, workspace);
    const isSame = known?.channel === channel;
    const version = isSame
      ? known.version
      : await db.$transaction((tx) => doubtReaders(tx, workspace, channel, now()));
    const kindOf = async (person: string) => (await accounts.find(workspace, person)).kind;
    const found = await findReaders(client(workspace), workspace, channel, kindOf);
    if (isStopping) return;
    if (!(await settleReaders(engine, workspace, { ...found, channel, version }))) return lookNow(workspace);
    await tellExposure(engine);
  }

  /** One look at a time; one that is asked for meanwhile follows. */
  function look(workspace: string): Promise<void> {
    looking = looking
      .then(() => (isStopping ? undefined : lookNow(workspace)))
      .catch((error: unknown) => {
        lookedAt = Number.NEGATIVE_INFINITY;
        if (!isStopping) log.info({ err: error }, 'it is not known now who reads the escalations channel');
      });
    return looking;
  }

  /** What is under way when Muster stops is begun anew at the next start. */
  function lookLater(workspace: string): Promise<void> {
    const looked = look(workspace);
    later('readers', () => Promise.race([looked, stopped]));
    return looked;
  }
  async function lookIfDue(workspace: string): Promise<void> {
    const channel = await linesChannelOf(db, workspace);
    if (channel === null || channel === SOUGHT) return;
    const isCalm = readersNow(await knownReaders(db, workspace), channel) === 'our people';
    if (now() - lookedAt >= (isCalm ? CALM_MS : ANXIOUS_MS)) await look(workspace);
    await tellExposure(engine);
  }

  function schedule(workspace: string): void {
    if (isStopping) return;
    timer = setTimeout(async () => {
      await lookIfDue(workspace).catch((error: unknown) =>
        log.warn({ err: error }, 'it could not be looked who reads the escalations channel'),
      );
      schedule(workspace);
    }, EVERY_MS);
    timer.unref();
  }

  async function doubt(workspace: string, channel: string): Promise<void> {
    await db.$transaction((tx) => doubtReaders(tx, workspace, channel, now()));
    void lookLater(workspace);
  }

  /** Whether somebody of this kind whose account changed may read there, unlike before. */
  function mayMatter(known: KnownReaders, person: string, kind: PersonKind): boolean {
    if (readersAmong([kind]) === 'our people') return known.outsiders.includes(person);
    if (heardOf.has(person) || known.readers !== 'our people') return false;
    heardOf.set(person, true);
    return true;
  }

  async function hear(body: unknown): Promise<void> {
    const event = readHeard(body);
    if (event === null || home === undefined) return;
    const workspace = home;
    if (event.type === 'channel_id_changed') {
      const { old_channel_id: from, new_channel_id: to } = event;
      if ((await linesChannelOf(db, workspace)) !== from) return;
      await db.$transaction((tx) => moveLinesChannel(tx, workspace, from, to));
      return doubt(workspace, to);
    }
    const channel = await linesChannelOf(db, workspace);
    if (event.type === 'user_change') {
      const kind = accountOf(event.user, workspace).kind;
      const known = channel === null ? null : await knownReaders(db, workspace);
      if (channel === null || known?.channel !== channel) return;
      if (mayMatter(known, event.user.id, kind)) await doubt(workspace, channel);
      return;
    }
    if (channel !== event.channel) return;
    switch (event.type) {
      case 'channel_shared':
      case 'channel_unshared':
        return doubt(workspace, channel);
      case 'member_joined_channel': {
        const { kind } = await accounts.find(workspace, event.user);
        if (readersAmong([kind]) !== 'our people') await doubt(workspace, channel);
        return;
      }
      case 'member_left_channel': {
        const known = await knownReaders(db, workspace);
        if (known?.outsiders.includes(event.user)) void lookLater(workspace);
        return;
      }
    }
  }

  return {
    async start(workspace) {
      home = workspace;
      const channel = await linesChannelOf(db, workspace);
      if (channel !== null && channel !== SOUGHT) {
        await db.$transaction((tx) => doubtReaders(tx, workspace, channel, now()));
        const first = lookLater(workspace);
        await pTimeout(first, { milliseconds: START_MS, fallback: () => undefined });
      }
      schedule(workspace);
    },
    look,
    hear,
    stop() {
      isStopping = true;
      clearTimeout(timer);
      stopping.abort();
    },
  };
}

const Id = z.string().min(1);
const InChannel = z.object({ type: z.enum(['channel_shared', 'channel_unshared']), channel: Id });
const Membership = z.object({
  type: z.enum(['member_joined_channel', 'member_left_channel']),
  channel: Id,
  user: Id,
});
const IdChange = z.object({
  type: z.literal('channel_id_changed'),
  old_channel_id: Id,
  new_channel_id: Id,
});
const UserChange = z.object({
  type: z.literal('user_change'),
  user: z.looseObject({ id: Id }).transform((user) => user as ChangedUser),
});
const Heard = z.object({
  type: z.literal('event_callback'),
  event: z.discriminatedUnion('type', [InChannel, Membership, IdChange, UserChange]),
});

/** Null for whatever says nothing of it. */
function readHeard(body: unknown) {
  return Heard.safeParse(body).data?.event ?? null;
}
