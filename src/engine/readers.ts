import { audienceOf, type Effect, isInChannel, readersOfSwarm } from '../domain/effect.ts';
import { type Escalation, isInSwarm, type PersonId } from '../domain/kernel/escalation.ts';
import { type Readers, readersOfDirect } from '../domain/kernel/readers.ts';
import { knownReaders, readersNow } from '../store/lines-channel-readers.ts';
import type { Engine } from './engine.ts';

/**
 * Who reads what an effect shows. It is asked before every effect, and says so for each of the places that Muster writes to.
 * @param linesChannel Slack id; null when there is none
 */
export async function readersOf(
  engine: Pick<Engine, 'db' | 'gateway'>,
  escalation: Escalation,
  effect: Effect,
  linesChannel: string | null,
): Promise<Readers> {
  if (isInChannel(effect)) return readersOfSwarm(escalation.channel?.lost ?? null);
  const audience = audienceOf(effect);
  // It writes nothing, such as an invitation.
  if (audience === null || audience === 'swarm') return 'our people';
  const { workspace } = escalation;
  if (audience === 'board') {
    if (linesChannel === null) return 'unknown';
    return readersNow(await knownReaders(engine.db, workspace), linesChannel);
  }
  const { person } = audience;
  return readersOfDirectTo(engine, workspace, person, isInSwarm(escalation, person));
}

/** The same of a direct message that is about no swarm, or about one that `person` is in or not. */
export async function readersOfDirectTo(
  { gateway }: Pick<Engine, 'gateway'>,
  workspace: string,
  person: PersonId,
  isBroughtIn: boolean,
): Promise<Readers> {
  return readersOfDirect(await gateway.kindOf(workspace, person), isBroughtIn);
}
