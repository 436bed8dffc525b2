import { ACTIONS, menuValue, SHORTCUTS } from '../../src/slack/ids.ts';
import { commandLetter, eventLetter, pressLetter, shortcutLetter } from '../story/permissions/payloads.ts';
import type { Story } from '../support/story.ts';
import { fresh, type Letter } from './letters.ts';
import { getAt, type Path, pick, type Random, setAt } from './mutate.ts';

const ELSEWHERE = 'T0GLOBEX';

/** Somebody who has no part in what the letters are about. */
export type Outsider = {
  readonly id: string;
  /** Of the workspace: nothing but a private swarm keeps them out. */
  readonly isMember?: true;
  /** Of the workspace and in the swarm, if it is they who act; the payload says that they belong to another one. */
  readonly isSaidForeign?: true;
};

/** Of every kind, in the workspace that the letters come from. */
export function addOutsiders({ sandbox }: Story): Outsider[] {
  const add = (handle: string, how: object) =>
    sandbox.addPerson({ handle, name: `Some ${handle}`, title: '', tz: 'Europe/Berlin', ...how });
  const outsiders: Outsider[] = [
    add('foreign', { team: ELSEWHERE }),
    add('stranger', { team: ELSEWHERE, isStranger: true }),
    add('hidden', { isHidden: true }),
    add('robot', { isBot: true }),
    add('gone', {}),
    add('unasked', {}),
    add('guest', { guest: 'multi-channel' }),
    add('visitor', { guest: 'single-channel' }),
  ].map(({ id }) => ({ id }));
  sandbox.deactivate('gone');
  // A colleague, and one who leads a team.
  const members = ['robin', 'grace'].map((who) => ({ id: sandbox.person(who).id, isMember: true as const }));
  const ours = ['riley', 'dana', 'sam'].map((who) => ({
    id: sandbox.person(who).id,
    isSaidForeign: true as const,
  }));
  return [...outsiders, { id: 'U0STRANGER' }, ...members, ...ours];
}

/** What outsiders may send: all that people do. What becomes of a channel is true, whoever did it, and nobody's wish. */
function peoplesOwn(letters: readonly Letter[]): Letter[] {
  return letters.filter(
    ({ type, payload }) => type !== 'events_api' || /^(member_joined|app_home)/.test(eventOf(payload)),
  );
}

function eventOf(payload: unknown): string {
  return String(getAt(payload, ['event', 'type']));
}

/** Ways to see an escalation that people in its swarm seldom go. */
function looks(workspace: string, channel: string, escalation: string): Letter[] {
  const sender = { person: 'U0ANYBODY', workspace, key: 'look', answersTo: '' };
  return [
    ...['', 'list', 'timeline', 'context', 'note'].map((word) =>
      commandLetter(sender, channel, '/swarm', word),
    ),
    pressLetter(sender, channel, { action_id: ACTIONS.whole, value: menuValue('problem', escalation) }),
    shortcutLetter(sender, channel, SHORTCUTS.noteMessage, 'It began at noon'),
    eventLetter(sender, { type: 'app_home_opened', user: sender.person, channel: 'D0HOME', tab: 'home' }),
    eventLetter(sender, { type: 'member_joined_channel', user: sender.person, channel, channel_type: 'C' }),
  ];
}

/** The same about another escalation. */
function about(letters: readonly Letter[], others: Readonly<Record<string, string>>): Letter[] {
  return letters.map(({ type, payload }) => {
    let text = JSON.stringify(payload);
    for (const [one, other] of Object.entries(others)) text = text.replaceAll(one, other);
    return { type, payload: JSON.parse(text) as unknown };
  });
}

/** Whether this outsider is one to whom this letter must bring nothing. */
function isOutside({ isMember, isSaidForeign }: Outsider, letter: Letter, isPrivate: boolean): boolean {
  // A form that opens another escalation, and a look at what is open to all, are for everybody of the workspace.
  const isAbout = getAt(letter.payload, ['view', 'callback_id']) !== 'escalate';
  if (isMember) return isPrivate && isAbout && letter.type !== 'events_api';
  // Of who acts nothing but an interaction says where they belong.
  return !isSaidForeign || letter.type === 'interactive';
}

type Swarm = { readonly channel: string; readonly id: string };

/** Every letter, and every look, from every outsider to whom it must bring nothing: about what these letters are about, and alike about a private one. */
export function attempts(
  letters: readonly Letter[],
  outsiders: readonly Outsider[],
  workspace: string,
  { inPublic, inPrivate }: { readonly inPublic: Swarm; readonly inPrivate: Swarm },
): { readonly letter: Letter; readonly outsider: Outsider }[] {
  const open = [...peoplesOwn(letters), ...looks(workspace, inPublic.channel, inPublic.id)];
  const hidden = about(open, { [inPublic.channel]: inPrivate.channel, [inPublic.id]: inPrivate.id });
  const from = (all: readonly Letter[], isPrivate: boolean) =>
    all.flatMap((letter) =>
      outsiders
        .filter((outsider) => isOutside(outsider, letter, isPrivate))
        .map((outsider) => ({ letter, outsider })),
    );
  return [...from(open, false), ...from(hidden, true)];
}

/** Those texts in which something of what these escalations are about stands. */
export function holding(
  texts: readonly string[],
  escalations: readonly { readonly customer: string; readonly title: string; readonly ticketText: string }[],
): string[] {
  const secrets = escalations.flatMap((one) => [one.customer, one.title, one.ticketText]);
  return texts.filter((text) => secrets.some((secret) => text.includes(secret)));
}

const WHO: readonly Path[] = [['user', 'id'], ['user_id'], ['event', 'user']];

/** The letter from this outsider, as it arrives for the first time and is answered there. */
export function sentBy(
  letter: Letter,
  { id, isSaidForeign }: Outsider,
  key: string,
  answersTo: string,
): Letter {
  const sent = fresh(letter, key);
  for (const path of WHO) if (getAt(sent.payload, path) !== undefined) setAt(sent.payload, path, id);
  if (getAt(sent.payload, ['response_url']) !== undefined) setAt(sent.payload, ['response_url'], answersTo);
  if (isSaidForeign) setAt(sent.payload, ['user', 'team_id'], ELSEWHERE);
  return sent;
}

const FLAGS = [true, false, 'true', 'false', null, undefined] as const;
const TEAMS = [ELSEWHERE, 'T0NOWHERE', '', null, 7, {}, undefined] as const;

/** Where a payload says which workspace or organisation it is of, and what may stand there. */
function places(home: string): readonly (readonly [Path, readonly unknown[]])[] {
  const teams = [home, ...TEAMS];
  const authorization = { enterprise_id: null, user_id: 'U0BOT', is_bot: true, is_enterprise_install: false };
  return [
    [['user', 'team_id'], teams],
    [
      ['team'],
      [null, undefined, { id: home }, { id: ELSEWHERE, domain: 'globex' }, { id: home, enterprise_id: 'E0' }],
    ],
    [['team_id'], [home, home, ELSEWHERE]],
    [['enterprise'], [null, undefined, { id: 'E0ACME', name: 'Acme' }, { id: '' }]],
    [['enterprise_id'], ['E0ACME', '', null, undefined]],
    [['is_enterprise_install'], FLAGS],
    [
      ['authorizations'],
      [
        undefined,
        [],
        [{ ...authorization, team_id: home }],
        [{ ...authorization, team_id: ELSEWHERE }],
        [{ ...authorization, team_id: null, enterprise_id: 'E0ACME', is_enterprise_install: true }],
        'none',
      ],
    ],
    [['view', 'app_installed_team_id'], teams],
    [['view', 'team_id'], teams],
    [['event', 'team'], teams],
    [['event', 'inviter'], [undefined]],
    [['context_team_id'], teams],
    [['is_ext_shared_channel'], FLAGS],
  ];
}

/** Changes one to five things that say where they belong, or puts them where nothing was. */
export function moved(letter: Letter, { isSaidForeign }: Outsider, home: string, random: Random): Letter {
  const payload = structuredClone(letter.payload);
  const times = 1 + Math.floor(random() * 5);
  for (let time = 0; time < times; time += 1) {
    const [path, values] = pick(random, places(home));
    const isKept = isSaidForeign && path.join('.') === 'user.team_id';
    if (!isKept) setAt(payload, path, pick(random, values));
  }
  return { ...letter, payload };
}
