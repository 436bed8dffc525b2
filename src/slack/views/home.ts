import type { HomeView, KnownBlock } from '@slack/types';
import type { Instant } from '../../domain/time.ts';
import { ACTIONS, type ActionId, target } from '../ids.ts';
import { actions, button, context, divider, header, section } from './blocks.ts';
import { rowText } from './row.ts';
import type { HomeData, ListRow } from './rows.ts';
import type { Names } from './text.ts';

/** Rows of one part; three parts stay well below the 100 blocks of a view. */
const ROWS = 25;

/** App Home: what is due from this person, what nobody owns (for leads), and the swarms they are in. */
export function home({ mine, due, unowned }: HomeData, now: Instant, names: Names): HomeView {
  const row = (action?: [text: string, id: ActionId]) => (one: ListRow) =>
    section(rowText(one, now, names), action && button(action[0], action[1], target(one.escalation)));
  return {
    type: 'home',
    blocks: [
      section('*Muster* brings the right people to a customer’s problem.'),
      ...actions([button('Escalate', ACTIONS.escalate, 'home', 'primary')]),
      ...part(
        'Due from you',
        soonestFirst(due),
        'Nothing is due from you. Customers who wait for your update show up here.',
        row(['Log customer update', ACTIONS.logUpdate]),
      ),
      ...(unowned === null
        ? []
        : part(
            'Nobody owns these yet',
            unowned,
            'Every open escalation has an owner.',
            row(['Claim ownership', ACTIONS.claim]),
          )),
      ...part('My swarms', mine, 'You are in no swarm right now. Enjoy the quiet.', row()),
    ],
  };
}

function part(
  title: string,
  rows: readonly ListRow[],
  none: string,
  show: (row: ListRow) => KnownBlock,
): KnownBlock[] {
  const more = rows.length - ROWS;
  return [
    divider(),
    header(title),
    ...(rows.length === 0 ? [section(none)] : rows.slice(0, ROWS).map(show)),
    ...(more > 0 ? [context(`and ${more} more: /swarm list`)] : []),
  ];
}

function soonestFirst(rows: readonly ListRow[]): ListRow[] {
  const due = (row: ListRow) => row.nextDueAt ?? Number.POSITIVE_INFINITY;
  return [...rows].sort((one, other) => due(one) - due(other));
}
