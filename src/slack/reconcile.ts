import pTimeout from 'p-timeout';
import type { EffectType } from '../domain/effect.ts';
import { isInSwarm, type PersonId } from '../domain/kernel/escalation.ts';
import { isOurs, kindOf } from '../domain/kernel/people.ts';
import { dispatch } from '../engine/dispatch.ts';
import { loadEscalation, openEscalationIds, underWay } from '../store/queries.ts';
import { isCallError } from './calls.ts';
import { membersOf } from './channel.ts';
import type { ListenerContext } from './listener-context.ts';

/** While one of these is under way, who is in the channel says nothing of who left it. */
const BRINGING_IN: readonly EffectType[] = ['CreateChannel', 'Invite', 'ReachChannel'];
/** Strangers of whom Slack is asked in one go. */
const STRANGERS = 50;
/** Leaves time to decide and to answer within Slack's three seconds. */
const SOON_MS = 1_200;

/**
 * Compares who is in a swarm's channel with who is known to be, since Slack may have told of their coming and going while
 * Muster was away. False when that cannot be told now.
 * @param sender nothing is looked up for somebody who is not in the channel
 */
export async function reconcile(
  context: ListenerContext,
  workspace: string,
  id: string,
  sender?: PersonId,
): Promise<boolean> {
  const { engine, client } = context;
  const escalation = await loadEscalation(engine.db, workspace, id);
  const { channel } = escalation ?? {};
  if (escalation === null || !channel || channel.lost !== null || channel.isReplaced) return false;
  const isInviting = (await underWay(engine.db, id)).some(({ type }) => BRINGING_IN.includes(type));
  try {
    const found = await membersOf(client(workspace), channel.id);
    if (sender !== undefined && !found.includes(sender)) return false;
    const unknown = found.filter((one) => one !== sender && !isInSwarm(escalation, one));
    const strangers = [...(sender === undefined ? [] : [sender]), ...unknown].slice(0, STRANGERS);
    const admitted = await admittedAmong(context, workspace, strangers);
    await dispatch(engine, {
      type: 'RecordMembers',
      workspace,
      escalation: id,
      by: null,
      channel: channel.id,
      members: [...found.filter((one) => isInSwarm(escalation, one)), ...admitted],
      seenAt: escalation.seq,
      isInviting,
    });
    return true;
  } catch (error) {
    if (!isCallError(error)) throw error;
    return false;
  }
}

/** The same for somebody who waits for an answer. */
export async function reconcileSoon(
  context: ListenerContext,
  workspace: string,
  id: string,
  sender: PersonId,
): Promise<boolean> {
  const looked = reconcile(context, workspace, id, sender);
  return pTimeout(looked, { milliseconds: SOON_MS, fallback: () => false }).catch(() => false);
}

/** @param goesOn asked before every one */
export async function reconcileAll(
  context: ListenerContext,
  workspace: string,
  goesOn: () => boolean,
): Promise<void> {
  const { db, log } = context.engine;
  for (const escalation of await openEscalationIds(db, workspace)) {
    if (!goesOn()) return;
    await reconcile(context, workspace, escalation).catch((error: unknown) =>
      log.warn({ err: error, escalation }, 'it is not known who came or left meanwhile'),
    );
  }
}

async function admittedAmong(
  context: ListenerContext,
  workspace: string,
  people: readonly PersonId[],
): Promise<PersonId[]> {
  const kinds = await context.accounts.kindsOf(workspace, people);
  return people.filter((one) => isOurs(kindOf(kinds, one)));
}
