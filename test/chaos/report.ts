import type { Check } from '../support/invariants/inspect.ts';
import { tellAll } from '../support/invariants/inspect.ts';
import type { Tale } from '../support/invariants/tale.ts';
import { timersOfAll } from './judge.ts';
import { percentile } from './lateness.ts';
import type { Arena } from './run.ts';

type Figures = Awaited<ReturnType<typeof figuresOf>>;

/** Everything that a run showed, as numbers. */
export async function figuresOf(arena: Arena, checks: readonly Check[]) {
  const { options, stage, people, outsiders, floods, outages, faults, witness, pool } = arena;
  const { tales } = await tellAll(stage);
  const { fired, overtaken } = timersOfAll(tales);
  const broken = checks.flatMap(({ name, broken }) => broken.map((one) => ({ check: name, ...one })));
  const isBroken = ({ id, number }: Tale) =>
    broken.some((one) => one.escalation === number || one.what.includes(id));
  return {
    ...options,
    opened: tales.length,
    events: tales.reduce((sum, { events }) => sum + events.length, 0),
    calls: stage.sandbox.calls.length,
    acts: Object.fromEntries(people.acts),
    obstacles: Object.fromEntries(people.obstacles),
    outsiders: Object.fromEntries(outsiders.acts),
    floods: floods.counts(),
    outagesNoticed: outages.noticed.size,
    faults: Object.fromEntries([...faults.counts].sort()),
    slowestStopMs: Math.round(Math.max(0, ...faults.stops)),
    eventsSlackGaveUp: witness.givenUp.length,
    timers: {
      fired: fired.length,
      overtakenWhileLate: overtaken.length,
      latenessMs: {
        p50: percentile(fired, 0.5),
        p99: percentile(fired, 0.99),
        most: Math.max(0, ...fired, ...overtaken),
      },
    },
    checks: checks.map(({ name, checked, broken }) => ({ name, checked, broken: broken.length })),
    broken,
    said: pool.said,
    /** Of the escalations that something is broken in. */
    histories: await Promise.all(tales.filter(isBroken).map((tale) => historyOf(arena, tale))),
  };
}

/** All that is known of an escalation, for whoever looks for the cause. */
async function historyOf({ stage }: Arena, tale: Tale) {
  const { id, number, events, escalation } = tale;
  const channel = escalation.channel?.id ?? '';
  const about = (args: object) =>
    [id, channel].some((one) => one !== '' && JSON.stringify(args).includes(one));
  return {
    number,
    events,
    effects: await stage.database.db.effect.findMany({
      where: { escalationId: id },
      orderBy: { position: 'asc' },
    }),
    calls: stage.sandbox.calls
      .filter(({ args }) => about(args))
      .map(({ method, args, ok, error, at }) => {
        const { event_payload: payload } = (args.metadata ?? {}) as { event_payload?: { op?: string } };
        return {
          at,
          method,
          ok,
          error,
          op: payload?.op,
          ts: args.ts,
          text: String(args.text ?? '').slice(0, 120),
        };
      }),
  };
}

/** The figures as people read them. */
export function table(figures: Figures): string {
  const { timers, acts, faults, checks } = figures;
  const struck = Object.values(faults).reduce((sum, count) => sum + count, 0);
  return [
    section('Escalations', [
      ['opened', figures.opened],
      ['events on their timelines', figures.events],
      ['calls to Slack', figures.calls],
      ['events that Slack gave up telling of', figures.eventsSlackGaveUp],
    ]),
    section(
      'What people did: done, refused, given up',
      Object.entries(acts).map(([act, one]) => [act, `${one.done}, ${one.refused}, ${one.givenUp}`]),
    ),
    section(
      'What outsiders tried: sent to Muster, impossible in Slack',
      Object.entries(figures.outsiders).map(([act, one]) => [act, `${one.tried}, ${one.impossible}`]),
    ),
    section('Floods', [
      ['escalations sent: done, refused, unanswered', Object.values(figures.floods.escalations).join(', ')],
      ['somebody else waited at most', `${figures.floods.waitedMs} ms`],
      ['times that Slack took nothing, as noticed', figures.outagesNoticed],
    ]),
    section(`What went wrong meanwhile: ${struck} faults`, Object.entries(faults)),
    section('What should be so: looked at, broken', [
      ...checks.map((one): Row => [one.name, `${one.checked}, ${one.broken}`]),
    ]),
    section('Timers', [
      ['fired', timers.fired],
      ['late, p50', `${timers.latenessMs.p50} ms`],
      ['late, p99', `${timers.latenessMs.p99} ms`],
      ['late, the latest', `${timers.latenessMs.most} ms`],
      ['overdue when somebody was quicker', timers.overtakenWhileLate],
      ['slowest stop when asked to', `${figures.slowestStopMs} ms`],
    ]),
    ...brokenLines(figures),
  ].join('\n\n');
}

type Row = readonly [name: string, value: string | number];

function section(title: string, rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([name]) => name.length), 0);
  return [title, ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)].join('\n');
}

function brokenLines({ broken }: Figures): string[] {
  if (broken.length === 0) return [];
  const shown = broken.slice(0, 40).map(({ check, escalation, what }) => {
    return `  ${check}: ${escalation === null ? '' : `ESC-${escalation}: `}${what}`;
  });
  const more = broken.length - shown.length;
  return [['BROKEN', ...shown, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n')];
}

/** How to do the same again. */
export function repeatedBy({ seed, minutes, escalations, processes, queue }: Figures): string {
  return `npm run chaos -- --seed ${seed} --minutes ${minutes} --escalations ${escalations} --processes ${processes} --queue ${queue}`;
}
