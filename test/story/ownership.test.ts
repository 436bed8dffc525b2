import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../src/domain/kernel/time.ts';
import { card, escalate, fillFromCard, lineOf, lines, press } from '../support/acts.ts';
import { tellStory, words } from '../support/story.ts';

const told = tellStory();
let channel: string;

describe('claiming ownership', () => {
  test('a specialist cannot; they are told who can', async () => {
    channel = await escalate(told.story, 'riley', { 'Teams to pull in': ['Payments', 'Platform'] });
    const sam = told.story.sandbox.person('sam');
    await press(told.story, sam, channel, 'Claim ownership');
    expect(sam.ephemerals(channel).at(-1)?.text).toBe(
      'Only team leads can claim ownership. Ask <@U0ACMEDANA> or <@U0ACMELEE> to claim it.',
    );
    expect(words(card(sam, channel))).toContain('Nobody yet');
  });

  test('of two leads in the same instant exactly one wins, and the other is told who', async () => {
    const { story } = told;
    const [dana, lee] = [story.sandbox.person('dana'), story.sandbox.person('lee')];
    const where = card(dana, channel);
    await Promise.all([dana.click(where, 'Claim ownership'), lee.click('@muster', 'Claim ownership')]);
    await story.quiet();
    const events = await story.database.db.event.findMany({ where: { type: 'OwnershipClaimed' } });
    expect(events).toHaveLength(1);
    const winner = events[0]?.byId === dana.id ? dana : lee;
    const loser = winner === dana ? lee : dana;
    const where2 = loser === dana ? channel : '@muster';
    expect(loser.ephemerals(where2).at(-1)?.text).toMatch(
      new RegExp(`^<@${winner.id}> claimed this (just now|\\d+ s ago)\\. Join the swarm to help, or ask`),
    );
    expect(winner.ephemerals()).toEqual([]);
  });

  test('everybody sees the owner: on the card, in the topic, in one line, and the ask is over', async () => {
    const { sandbox, database } = told.story;
    const [claim] = await database.db.event.findMany({ where: { type: 'OwnershipClaimed' } });
    const owner = sandbox.person(claim?.byId ?? '');
    const riley = sandbox.person('riley');
    const first = owner.name.split(' ')[0] ?? '';
    expect(words(card(riley, channel))).not.toContain('Claim ownership');
    expect(words(card(riley, channel))).toContain('Hand over');
    expect(riley.conversation(channel).topic).toContain(owner.id);
    expect(lines(riley, channel).filter((line) => line.includes('claimed ownership'))).toHaveLength(1);
    expect(words(lineOf(riley, 1))).toContain(first);
    expect(words(lineOf(riley, 1))).not.toContain('Claim ownership');
    for (const lead of [sandbox.person('dana'), sandbox.person('lee')]) {
      expect(lead.messages('@muster')).toHaveLength(1);
      expect(words(lead.messages('@muster')[0])).not.toContain('Claim ownership');
    }
  });
});

describe('handing over', () => {
  test('only the owner offers; until it is answered they stay the owner', async () => {
    const { story } = told;
    const { sandbox, database } = story;
    const [claim] = await database.db.event.findMany({ where: { type: 'OwnershipClaimed' } });
    const owner = sandbox.person(claim?.byId ?? '');
    const sam = sandbox.person('sam');
    await press(story, sam, channel, 'Hand over');
    await sandbox.until(() => sam.ephemerals(channel).at(-1)?.text.startsWith(`Only <@${owner.id}>`));
    expect(sam.view()).toBeUndefined();
    const sent = await fillFromCard(story, owner, channel, 'Hand over', {
      'Who takes over?': 'noor',
      'What is next?': 'Check the queue',
    });
    expect(sent.errors).toBeUndefined();
    expect(words(card(sam, channel))).toContain(`*Owner*\n${owner.name}`);
    const offer = lines(sam, channel).at(-1);
    expect(offer).toContain('<@U0ACMENOOR>');
    expect(offer).toContain('Check the queue');
    expect(offer).toContain('Decline');
  });

  test('nobody but the one asked can answer; a decline changes nothing but the offer', async () => {
    const { story } = told;
    const { sandbox, database } = story;
    const [sam, noor] = [sandbox.person('sam'), sandbox.person('noor')];
    await sam.click(channel, 'Accept');
    await story.quiet();
    expect(sam.ephemerals(channel).at(-1)?.text).toContain('was offered to <@U0ACMENOOR>');
    await noor.click(channel, 'Decline');
    await story.quiet();
    const row = await database.db.escalation.findFirst();
    const [claim] = await database.db.event.findMany({ where: { type: 'OwnershipClaimed' } });
    expect(row?.ownerId).toBe(claim?.byId);
    expect(lines(noor, channel).filter((line) => line.includes('Decline'))).toEqual([]);
  });

  test('who accepts is the owner, and everybody sees it', async () => {
    const { story } = told;
    const { sandbox, database } = story;
    const [claim] = await database.db.event.findMany({ where: { type: 'OwnershipClaimed' } });
    const owner = sandbox.person(claim?.byId ?? '');
    await fillFromCard(story, owner, channel, 'Hand over', {
      'Who takes over?': 'noor',
      'What is next?': 'Check the queue',
    });
    const noor = sandbox.person('noor');
    await noor.click(channel, 'Accept');
    await story.quiet();
    expect((await database.db.escalation.findFirst())?.ownerId).toBe(noor.id);
    expect(noor.conversation(channel).topic).toContain(noor.id);
    // Slack takes a line a second in a channel, so this one may still be on its way.
    await story.pass(MINUTE);
    expect(lines(noor, channel).join('\n')).toMatch(/accepted the hand-over from .* and is the owner now/);
  });

  test('what was claimed by mistake is released, and the button to claim is back', async () => {
    const { story } = told;
    const [noor, lee] = [story.sandbox.person('noor'), story.sandbox.person('lee')];
    await fillFromCard(story, noor, channel, 'Release ownership', { 'Why?': 'The wrong one' });
    await story.pass(MINUTE);
    expect((await story.database.db.escalation.findFirst())?.ownerId).toBeNull();
    expect(words(card(noor, channel))).toContain('Claim ownership');
    expect(lines(noor, channel).join('\n')).toContain('The wrong one');
    await press(story, lee, channel, 'Claim ownership');
    expect((await story.database.db.escalation.findFirst())?.ownerId).toBe(lee.id);
  });

  test('the communicator role is given away, and the new one is asked', async () => {
    const { story } = told;
    const riley = story.sandbox.person('riley');
    await fillFromCard(story, riley, channel, 'Change roles', {
      Role: 'Communicator: gives the customer the next update',
      'Who takes it?': 'robin',
    });
    expect((await story.database.db.escalation.findFirst())?.communicatorId).toBe('U0ACMEROBIN');
    expect(riley.members(channel)).toContain('U0ACMEROBIN');
    expect(lines(riley, channel).at(-1)).toContain('<@U0ACMEROBIN>');
  });
});
