import type { PersonId } from '../../../src/domain/kernel/escalation.ts';
import { PERSON_KINDS, type PersonKind } from '../../../src/domain/kernel/people.ts';
import type { SandboxOptions } from '../../../src/sandbox/sandbox.ts';
import type { Story } from '../../support/story.ts';

/** What the roster says of somebody. */
export const RANKS = ['nothing', 'lead', 'manager'] as const;
export type Rank = (typeof RANKS)[number];

/** Who sends what is sent: of every kind, somebody of each rank. */
export type People = Readonly<Record<PersonKind, Readonly<Record<Rank, PersonId>>>>;

const ELSEWHERE = 'T0GLOBEX';
/** How Slack shows them; whoever is deactivated is so afterwards, and of who is unasked it says nothing. */
const SHOWN = {
  member: {},
  guest: { guest: 'multi-channel' },
  external: { team: ELSEWHERE },
  app: { isBot: true },
  deactivated: {},
  unknown: { isHidden: true },
  unasked: {},
} as const satisfies Record<PersonKind, object>;

/** Puts them into the workspace; Muster has heard of those whom Slack tells of by the time that this resolves. */
export async function addPeople(story: Story): Promise<People> {
  const { sandbox, context } = story;
  const entries = PERSON_KINDS.map((kind) => [kind, ofKind(story, kind)] as const);
  const people = Object.fromEntries(entries) as People;
  for (const rank of RANKS) sandbox.deactivate(people.deactivated[rank]);
  const told = () =>
    sandbox.deliveries.filter((one) => /"deleted":true/.test(JSON.stringify(one.payload))).length;
  await sandbox.until(() => told() >= RANKS.length);
  await context.whenIdle();
  const { db } = story.database;
  const workspaceId = sandbox.workspaceId;
  for (const [index, kind] of PERSON_KINDS.entries()) {
    const { lead, manager } = people[kind];
    const position = 100 + index;
    await db.teamMember.create({
      data: { workspaceId, teamKey: 'identity', personId: lead, role: 'lead', position },
    });
    await db.manager.create({ data: { workspaceId, personId: manager, position } });
  }
  return people;
}

function ofKind({ sandbox }: Story, kind: PersonKind): Record<Rank, PersonId> {
  const add = (rank: Rank) => {
    const person = { name: `Some ${kind} ${rank}`, handle: `${kind}${rank}`, title: '', tz: 'Europe/Berlin' };
    return sandbox.addPerson({ ...person, ...SHOWN[kind] }).id;
  };
  return { nothing: add('nothing'), lead: add('lead'), manager: add('manager') };
}

/** Slack says nothing of those who are unasked. */
export const silentOnUnasked: NonNullable<SandboxOptions['interceptCall']> = async (call, proceed) => {
  const isSilent = call.method === 'users.info' && /UNASKED/.test(String(call.args.user));
  return isSilent
    ? { status: 500, headers: {}, body: { ok: false, error: 'internal_error' } }
    : proceed(call);
};
