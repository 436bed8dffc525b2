import { z } from 'zod';
import { isOurs, type OthersKind } from '../domain/kernel/people.ts';
import type { ChangedUser } from './account.ts';
import { refusedWith } from './calls.ts';
import { arrivedWith } from './deadline.ts';
import { failureReplyFor, type Words } from './failure-reply.ts';
import { noticeHome } from './kit/notice.ts';
import type { ListenerContext } from './listener-context.ts';

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

/** Who did something. `team` is the workspace that they belong to, as far as the payload says. */
type Act = { readonly person: string; readonly team: unknown };

/**
 * The one place where it is decided whether somebody may ask anything of Muster at all: people with an active account
 * in the workspace may, whoever else Slack shows there may not.
 */
export function createAdmission(context: ListenerContext): Admission {
  let home: string | undefined;

  async function objectionTo({ person, team }: Act): Promise<OthersKind | null> {
    if (home === undefined) return 'unasked';
    const account = await context.accounts.find(home, person);
    if (!isOurs(account.kind)) return account.kind;
    return team == null || account.teams.some((one) => one === team) ? null : 'external';
  }

  /** Whether it is for another installation than this one. */
  function isElsewhere(body: unknown): boolean {
    const installed = installedIn(body);
    return installed !== null && home !== undefined && installed !== home;
  }

  async function admitPerson(args: Arguments): Promise<Arguments | null> {
    const act = readAct(args.body);
    const objection = isElsewhere(args.body) ? 'external' : await objectionTo(act);
    if (objection === null) return args;
    context.engine.log.info({ person: act.person, objection }, 'somebody may not act here');
    const reply = failureReplyFor(context, args.body, WORDS[objection]);
    await args.ack?.(reply.ack);
    tellLater(context, reply.tell);
    return null;
  }

  /** An event that nobody can judge now is not acknowledged, so that Slack sends it again. */
  async function judge(person: string | undefined): Promise<OthersKind | null> {
    if (person === undefined) return null;
    const objection = await objectionTo({ person, team: null });
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

  async function noteChange(args: Arguments, user: ChangedUser | undefined): Promise<Arguments> {
    if (user !== undefined && home !== undefined) await context.accounts.noteChange(home, user);
    return args;
  }

  return {
    openTo(workspace) {
      home = workspace;
    },
    async admit(args) {
      const event = readEvent(args.body);
      // Of another installation, whose own Muster it concerns.
      if (event !== null && isElsewhere(args.body)) return null;
      const admitted = await (event === null ? admitPerson(args) : admitEvent(args, event));
      return admitted && { ...admitted, body: inWorkspace(admitted.body, home ?? '') };
    },
  };

  function admitEvent(args: Arguments, event: SomeEvent): Promise<Arguments | null> {
    if (event.type === 'member_joined_channel') return admitJoining(args, event);
    if (event.type === 'app_home_opened') return admitHome(args, event);
    if (event.type === 'user_change') return noteChange(args, event.changed);
    // All others tell of a channel or an account. They are true, whoever did it.
    return Promise.resolve(args);
  }
}

/** Slack shows nothing to some of them, such as apps, and that is no failure. */
function tellLater(context: ListenerContext, tell: () => Promise<unknown>): void {
  context.later('refusal', () =>
    tell().catch((error: unknown) => {
      if (refusedWith(error) === null) throw error;
    }),
  );
}

const Id = z.string().min(1);
const Command = z.object({ command: z.string(), user_id: Id });
const Interaction = z.object({ user: z.object({ id: Id, team_id: z.unknown() }) });
const Installed = z.object({
  authorizations: z.array(z.object({ team_id: Id.nullish() })).optional(),
  view: z.object({ app_installed_team_id: Id.nullish() }).nullish(),
});
const Changed = z.looseObject({ id: z.string() });
const Event = z.object({ type: z.literal('event_callback'), event: z.looseObject({ type: z.string() }) });

/** Whom an event names as acting, and whose account it says has changed. */
type Doers = { readonly user?: string | undefined; readonly inviter?: string | undefined };

/** @throws when it says nobody, as the listener would */
function readAct(body: unknown): Act {
  const command = Command.safeParse(body);
  if (command.success) return { person: command.data.user_id, team: null };
  const { user } = Interaction.parse(body);
  return { person: user.id, team: user.team_id };
}

/** The workspace whose installation it is for, where Slack says so: whoever acts may do so from another one. */
function installedIn(body: unknown): string | null {
  const parsed = Installed.safeParse(body);
  if (!parsed.success) return null;
  const { authorizations = [], view } = parsed.data;
  return authorizations[0]?.team_id ?? view?.app_installed_team_id ?? null;
}

/**
 * The same for this workspace: the team that a payload names is where somebody acts (null in an organisation where the app is
 * installed for all), which in a channel that a partner hosts is not where Muster is.
 */
function inWorkspace(body: unknown, id: string): unknown {
  const { team, ...rest } = body as { readonly team?: object | null };
  const isInteraction = 'user' in rest;
  return arrivedWith(body, { ...rest, team_id: id, ...(isInteraction ? { team: { ...team, id } } : {}) });
}

type SomeEvent = Doers & { readonly type: string; readonly changed?: ChangedUser };

function readEvent(body: unknown): SomeEvent | null {
  const parsed = Event.safeParse(body);
  if (!parsed.success) return null;
  const { type, user, inviter } = parsed.data.event;
  const changed = type === 'user_change' ? Changed.safeParse(user).data : undefined;
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
  return arrivedWith(body, { ...rest, event: { ...event, inviter: undefined } });
}

const LOST = 'Copy what you typed, if you want to keep it, and close this.';

/** What to do, for each of them. */
const WORDS: Readonly<Record<OthersKind, Words>> = {
  external: refusal(
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
