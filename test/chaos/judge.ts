import { type Check, inspect, tellAll } from '../support/invariants/inspect.ts';
import { floodChecks } from './flood-checks.ts';
import { ACTS_A_MINUTE } from './floods.ts';
import { lateChecks, latenessOf } from './lateness.ts';
import { ledgerChecks } from './ledger.ts';
import { outageChecks, outageFacts } from './outages.ts';
import { outsiderChecks } from './outsider-checks.ts';
import { type Outsiders, TYPED } from './outsiders.ts';
import type { Arena } from './run.ts';
import type { Witness } from './witness.ts';

/** All that should be so, and where it is not. For when all is at rest; `unrest` says why it is not. */
export async function judge(arena: Arena, unrest: string | null): Promise<Check[]> {
  const { stage, people, pool, witness, outsiders, floods } = arena;
  const { tales } = await tellAll(stage);
  const { badAnswers, log } = stage.sandbox.appErrors;
  const bad = log.filter((line) => !line.startsWith('No acknowledgement'));
  return [
    ...ledgerChecks([...people.deeds, ...floods.deeds], tales),
    lateChecks(tales),
    ...outsiderChecks(outsiders.ids, TYPED, outsiders.shown(witness), tales),
    ...floodChecks(floods.bystanders, witness.seen, ACTS_A_MINUTE),
    ...outageChecks(await outageFacts(stage, arena.outages)),
    ...(await inspect(stage)),
    whole('no answer that Slack cannot use', badAnswers, bad),
    whole('no process ends by itself', pool.slots.length, pool.crashes),
    whole('all comes to rest', 1, unrest === null ? [] : [unrest]),
  ].map((check) => forgive(leaveAlone(check, outsiders), witness, tales));
}

function whole(name: string, checked: number, broken: readonly string[]): Check {
  return { name, checked, broken: broken.map((what) => ({ escalation: null, what })) };
}

/** Whoever belongs to no swarm may be in a channel all the same, when somebody let them in. */
function leaveAlone(check: Check, { ids }: Outsiders): Check {
  if (check.name !== 'everybody in the channel who should be') return check;
  return { ...check, broken: check.broken.filter(({ what }) => !ids.some((id) => what.startsWith(id))) };
}

/** What Slack gave up telling of nobody can know: who came and went, and what became of the card. */
function forgive(
  check: Check,
  { givenUp }: Witness,
  tales: Awaited<ReturnType<typeof tellAll>>['tales'],
): Check {
  const names = ['everybody in the channel who should be', 'one card, and it is pinned'];
  if (givenUp.length === 0 || !names.includes(check.name)) return check;
  const unknown = tales.filter((one) => givenUp.includes(one.escalation.channel?.id ?? ''));
  const numbers = unknown.map(({ number }) => number);
  return { ...check, broken: check.broken.filter((one) => !numbers.includes(one.escalation ?? 0)) };
}

export function timersOfAll(tales: Awaited<ReturnType<typeof tellAll>>['tales']) {
  const all = tales.map(latenessOf);
  return { fired: all.flatMap((one) => one.fired), overtaken: all.flatMap((one) => one.overtaken) };
}
