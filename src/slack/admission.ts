import type { UsersInfoResponse } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import pTimeout from 'p-timeout';
import { z } from 'zod';
import { MINUTE } from '../domain/kernel/time.ts';
import { refusedWith } from './calls.ts';
import { failureReplyFor, type Words } from './failure-reply.ts';
import { noticeHome } from './kit/notice.ts';
import type { ListenerContext } from './listener-context.ts';

/** Why somebody may not act. `unasked`: Slack could not be asked, so nobody knows. */
type Objection = 'foreign' | 'unknown' | 'app' | 'deactivated' | 'unasked';

/** What a listener is given, as far as it matters here. */
export type Arguments = {
  readonly body: unknown;
  readonly context?: { readonly botUserId?: string | undefined };
  readonly ack?: (answer?: object) => Promise<void>;
};

export type Admission = {
  /** Returns what the listener is to be given; null when whoever acts may not, which they have been told then. */
  readonly admit: (args: Arguments) => Promise<Arguments | null>;
  /** The workspace whose people may act. Until it is known, nobody may. */
  readonly openTo: (workspace: string) => void;
};

/** Of somebody's account, as Slack tells it. `teams` are the workspaces that they belong to. */
type Account = {
  readonly objection: Exclude<Objection, 'unasked'> | null;
  readonly teams: readonly string[];
};

/** What somebody did, and for the people of which workspace. `team` is theirs, as far as the payload says. */
type Act = { readonly workspace: string; readonly person: string; readonly team: unknown };

/** People whose account is remembered at a time. */
const REMEMBERED = 10_000;
/** A change that Slack does not tell, or tells another process, counts after this long. */
const LIFE_MS = 10 * MINUTE;
/** Somebody who was refused may have been let into the workspace meanwhile. */
const REFUSED_LIFE_MS = MINUTE;
/** Leaves time to decide and to answer within Slack's three seconds. */
const ASK_MS = 1_200;

const UNKNOWN_TO_SLACK: readonly (string | null)[] = [
  'user_not_found',
  'user_not_visible',
  'users_not_found',
];
/** Slack's own helper, which is an app though it is not told to be one. */
const SLACKBOT = 'USLACKBOT';

/**
 * The one place where it is decided whether somebody may ask anything of Muster at all: people with an active account
 * in the workspace may, whoever else Slack shows there may not.
 */
export function createAdmission(context: ListenerContext): Admission {
  let home: string | undefined;
  const accounts = new LRUCache<string, Account>({
    max: REMEMBERED,
    ttl: LIFE_MS,
    perf: { now: context.now },
    fetchMethod: async (person, _stale, { options }) => {
      const account = await askSlack(context, home ?? '', person);
      if (account.objection !== null) options.ttl = REFUSED_LIFE_MS;
      return account;
    },
  });

  async function objectionTo({ workspace, person, team }: Act): Promise<Objection | null> {
    if (home === undefined) return 'unasked';
    const account = accounts.get(person) ?? (await soon(accounts.fetch(person)));
    if (account === undefined) return 'unasked';
    if (account.objection !== null) return account.objection;
    const isOurs = workspace === home && (team == null || account.teams.some((one) => one === team));
    return isOurs ? null : 'foreign';
  }

  async function admitPerson(args: Arguments): Promise<Arguments | null> {
    const act = readAct(args.body);
    const objection = await objectionTo(act);
    if (objection === null) return args;
    context.engine.log.info({ person: act.person, objection }, 'somebody may not act here');
    const reply = failureReplyFor(context, args.body, WORDS[objection]);
    await args.ack?.(reply.ack);
    tellLater(context, reply.tell);
    return null;
  }

  /** An event that nobody can judge now is not acknowledged, so that Slack sends it again. */
  async function judge(person: string | undefined): Promise<Objection | null> {
    if (person === undefined) return null;
    const objection = await objectionTo({ workspace: home ?? '', person, team: null });
    if (objection === 'unasked') throw new Error(`Slack did not say who ${person} is`);
    return objection;
  }

  async function admitJoining(args: Arguments, { user, inviter }: Doers): Promise<Arguments | null> {
    const own = args.context?.botUserId;
    // Muster is no person, but what it does, and what becomes of it, is not asked of anybody.
    if (user === own) return args;
    const [objection, inviters] = await Promise.all([
      judge(user),
      judge(inviter === own ? undefined : inviter),
    ]);
    if (objection !== null) return null;
    return inviters === null ? args : { ...args, body: withoutInviter(args.body) };
  }

  async function admitHome(args: Arguments, { user }: Doers): Promise<Arguments | null> {
    const objection = await judge(user);
    if (objection === null || user === undefined) return args;
    const view = noticeHome(WORDS[objection].nothing);
    tellLater(context, () => context.client(home ?? '').views.publish({ user_id: user, view }));
    return null;
  }

  return {
    openTo(workspace) {
      home = workspace;
    },
    admit(args) {
      const event = readEvent(args.body);
      if (event === null) return admitPerson(args);
      if (event.type === 'member_joined_channel') return admitJoining(args, event);
      if (event.type === 'app_home_opened') return admitHome(args, event);
      // Their account has changed: it is asked for anew when it matters.
      if (event.type === 'user_change') accounts.delete(event.changed ?? '');
      // All others tell of a channel or an account. They are true, whoever did it.
      return Promise.resolve(args);
    },
  };
}

/** Slack shows nothing to some of them, such as apps, and that is no failure. */
function tellLater(context: ListenerContext, tell: () => Promise<unknown>): void {
  context.later('refusal', () =>
    tell().catch((error: unknown) => {
      if (refusedWith(error) === null) throw error;
    }),
  );
}

/** Undefined when Slack does not say in time, or not at all. */
function soon(answer: Promise<Account | undefined>): Promise<Account | undefined> {
  return pTimeout(answer, { milliseconds: ASK_MS }).catch(() => undefined);
}

async function askSlack(context: ListenerContext, home: string, person: string): Promise<Account> {
  try {
    const { user } = await context.client(home).users.info({ user: person });
    return accountOf(user ?? {}, home);
  } catch (error) {
    if (UNKNOWN_TO_SLACK.includes(refusedWith(error))) return { objection: 'unknown', teams: [] };
    throw error;
  }
}

/** In an organisation with several workspaces, people belong to each that Slack lists, whichever is their first. */
function accountOf(user: NonNullable<UsersInfoResponse['user']>, home: string): Account {
  const { team_id, teams = [], enterprise_user } = user;
  const all = [...(team_id ? [team_id] : []), ...teams, ...(enterprise_user?.teams ?? [])];
  return { objection: objectionIn(user, all, home), teams: all };
}

function objectionIn(
  user: NonNullable<UsersInfoResponse['user']>,
  teams: readonly string[],
  home: string,
): Account['objection'] {
  const { is_stranger, is_bot, is_workflow_bot, is_connector_bot, deleted } = user;
  if (is_stranger) return 'foreign';
  if (teams.length === 0) return 'unknown';
  if (!teams.includes(home)) return 'foreign';
  if (is_bot || is_workflow_bot || is_connector_bot || user.id === SLACKBOT) return 'app';
  return deleted ? 'deactivated' : null;
}

const Id = z.string().min(1);
const Command = z.object({ command: z.string(), team_id: Id, user_id: Id });
const Interaction = z.object({
  team: z.object({ id: Id }),
  user: z.object({ id: Id, team_id: z.unknown() }),
});
const Event = z.object({ type: z.literal('event_callback'), event: z.looseObject({ type: z.string() }) });

/** Whom an event names as acting, and whose account it says has changed. */
type Doers = { readonly user?: string | undefined; readonly inviter?: string | undefined };

/** @throws when it says nobody, as the listener would */
function readAct(body: unknown): Act {
  const command = Command.safeParse(body);
  if (command.success) return { workspace: command.data.team_id, person: command.data.user_id, team: null };
  const { team, user } = Interaction.parse(body);
  return { workspace: team.id, person: user.id, team: user.team_id };
}

function readEvent(body: unknown): (Doers & { readonly type: string; readonly changed?: string }) | null {
  const parsed = Event.safeParse(body);
  if (!parsed.success) return null;
  const { type, user, inviter } = parsed.data.event;
  const changed = z.object({ id: z.string() }).safeParse(user).data?.id;
  return {
    type,
    user: textOf(user),
    inviter: textOf(inviter),
    ...(changed === undefined ? {} : { changed }),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Whoever may not act brings nobody in: then people came by themselves. */
function withoutInviter(body: unknown): unknown {
  const { event, ...rest } = body as { readonly event: object };
  return { ...rest, event: { ...event, inviter: undefined } };
}

const LOST = 'Copy what you typed, if you want to keep it, and close this.';

/** What to do, for each of them. */
const WORDS: Readonly<Record<Objection, Words>> = {
  foreign: refusal(
    'Muster works for the people of this workspace, and you belong to another one: ask one of them to do this.',
  ),
  unknown: refusal('Slack does not tell Muster who you are: ask somebody of this workspace to do this.'),
  app: refusal('Muster does what people ask, not apps: have somebody of this workspace do this.'),
  deactivated: refusal(
    'Your account in this workspace is deactivated: ask an administrator to activate it, or somebody else to do this.',
  ),
  unasked: {
    nothing: 'Slack did not tell Muster who you are just now, so nothing was changed. Try again in a moment.',
    typed:
      'Slack did not tell Muster who you are just now. Nothing that you typed is lost: leave this open and send it again in a moment.',
  },
};

function refusal(sentence: string): Words {
  return { nothing: sentence, typed: `${sentence} ${LOST}` };
}
