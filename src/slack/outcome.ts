import type { WebClient } from '@slack/web-api';
import { addresseeOf, isInChannel } from '../domain/effect.ts';
import { isInSwarm } from '../domain/kernel/escalation.ts';
import { kindOf, type PersonKind } from '../domain/kernel/people.ts';
import type { Job, Outcome } from '../engine/gateway.ts';
import type { Accounts } from './accounts.ts';
import { lossOf } from './channel.ts';
import { departedAmong } from './names.ts';
import { inWords } from './reasons.ts';

/** What a refusal tells beyond the call that was refused. */

/** A refusal in the swarm channel that is about the channel itself. */
export function ofChannel({ effect, escalation }: Job, outcome: Outcome): Outcome {
  const isThere = outcome.kind === 'failed' && isInChannel(effect);
  const why = isThere ? lossOf(outcome.reason, escalation.isPrivate) : null;
  return why === null ? outcome : { kind: 'lost', why };
}

/** Of those found in the channel, only members of the workspace are in its swarm. */
export async function ofMembers(
  accounts: Pick<Accounts, 'kindsOf'>,
  { workspace, escalation }: Job,
  outcome: Outcome,
): Promise<Outcome> {
  if (outcome.kind !== 'done' || outcome.members === undefined) return outcome;
  const newcomers = outcome.members.filter((person) => !isInSwarm(escalation, person));
  const kinds = await accounts.kindsOf(workspace, newcomers);
  const isUnsaid = newcomers.some((person) => kindOf(kinds, person) === 'unasked');
  if (isUnsaid) return { kind: 'later', afterMs: 1_000, reason: 'Slack did not say who somebody is' };
  // A guest has to be brought in by somebody, and so has anybody where the swarm is private: there they are asked about.
  const isCounted = (kind: PersonKind) => kind === 'member' || (escalation.isPrivate && kind === 'guest');
  return { ...outcome, members: newcomers.filter((person) => isCounted(kindOf(kinds, person))) };
}

/** Who could not be written to or brought in may have left the workspace. */
export async function withDeparted(client: WebClient, job: Job, outcome: Outcome): Promise<Outcome> {
  if (outcome.kind !== 'failed' && outcome.kind !== 'done') return outcome;
  const place = outcome.kind === 'failed' ? addresseeOf(job.effect) : null;
  const left = outcome.kind === 'done' ? (outcome.left ?? []).map((one) => one.person) : [];
  const people = place === null ? left : [place];
  if (people.length === 0) return outcome;
  return { ...outcome, departed: await departedAmong(client, people) };
}

/** Until here a reason is Slack's code; from here on people read it. */
export function worded(outcome: Outcome): Outcome {
  if (outcome.kind === 'failed') return { ...outcome, reason: inWords(outcome.reason) };
  if (outcome.kind !== 'done' || !outcome.left) return outcome;
  return {
    ...outcome,
    left: outcome.left.map(({ person, reason }) => ({ person, reason: inWords(reason) })),
  };
}
