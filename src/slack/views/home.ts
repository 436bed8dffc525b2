import type { Button, HomeView, KnownBlock } from '@slack/types';
import type { Instant } from '../../domain/kernel/time.ts';
import { ACTIONS } from '../ids.ts';
import { actions, button, contextBlock, divider, header, section } from '../kit/blocks.ts';
import type { Names } from '../kit/text.ts';
import { logUpdate } from '../slices/checkpoint/log-update.ts';
import { claim } from '../slices/ownership/buttons.ts';
import { rowText } from './row.ts';
import type { EscalationRow, HomeData } from './rows.ts';

/** Rows of one part; three parts stay well below the 100 blocks of a view. */
const ROWS = 25;

/** App Home: what is due from this person, what nobody owns (for leads), and the swarms they are in. */
export function home({ mine, due, unowned }: HomeData, now: Instant, names: Names): HomeView {
  const row = (accessory?: (escalation: string) => Button) => (one: EscalationRow) =>
    section(rowText(one, now, names), accessory?.(one.escalation));
  return {
    type: 'home',
    blocks: [
      section('*Muster* brings the right people to a customer’s problem.'),
      ...actions([button('Escalate', ACTIONS.escalate, 'home', 'primary')]),
      ...part(
        'Due from you',
        soonestFirst(due),
        'Nothing is due from you. Customers who wait for your update show up here.',
        row(logUpdate.opener),
      ),
      ...(unowned === null
        ? []
        : part(
            'Nobody owns these yet',
            unowned,
            'Every open escalation has an owner.',
            row((escalation) => claim.block(escalation, undefined, { text: 'Claim ownership' })),
          )),
      ...part('My swarms', mine, 'You are in no swarm right now. Enjoy the quiet.', row()),
    ],
  };
}

function part(
  title: string,
  rows: readonly EscalationRow[],
  none: string,
  show: (row: EscalationRow) => KnownBlock,
): KnownBlock[] {
  const more = rows.length - ROWS;
  return [
    divider(),
    header(title),
    ...(rows.length === 0 ? [section(none)] : rows.slice(0, ROWS).map(show)),
    ...(more > 0 ? [contextBlock(`and ${more} more: /swarm list`)] : []),
  ];
}

function soonestFirst(rows: readonly EscalationRow[]): EscalationRow[] {
  const due = (row: EscalationRow) => row.nextDueAt ?? Number.POSITIVE_INFINITY;
  return [...rows].sort((one, other) => due(one) - due(other));
}
