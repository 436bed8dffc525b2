import { describe, expect, test } from 'vitest';
import type { Escalation } from '../../../src/domain/kernel/escalation.ts';
import { HOUR, MINUTE } from '../../../src/domain/kernel/time.ts';
import { ACTIONS } from '../../../src/slack/ids.ts';
import type { Names } from '../../../src/slack/kit/text.ts';
import { contextCard as card } from '../../../src/slack/slices/card/card.ts';
import { logUpdate } from '../../../src/slack/slices/checkpoint/log-update.ts';
import { addNote } from '../../../src/slack/slices/context/add-note.ts';
import { claim } from '../../../src/slack/slices/ownership/buttons.ts';
import { handOver } from '../../../src/slack/slices/ownership/hand-over.ts';
import { reopen } from '../../../src/slack/slices/resolution/reopen.ts';
import { resolve } from '../../../src/slack/slices/resolution/resolve.ts';
import { addPeople } from '../../../src/slack/slices/swarm/add-people.ts';
import { MENU } from '../../../src/slack/slices.ts';
import {
  actionsIn,
  asked,
  CLAIMED,
  DANA,
  escalationAfter,
  MISSED,
  MORGAN,
  mentioned,
  NOW,
  names,
  OFFERED,
  openedBody,
  RAE,
  RESOLVED,
  SAM,
  secretAfter,
  shown,
  stateAfter,
  story,
  TOLD,
  WITHDRAWN,
} from './samples.ts';
import { HUGE, worstStory } from './worst.ts';

const contextCard = (...[escalation, now, called]: [Escalation, number, Names]) =>
  card(escalation, now, called, MENU);

const dueDate = `<!date^${(NOW + 30 * MINUTE) / 1000}^`;

describe('the context card', () => {
  test('answers at a glance who, what, why and by when', () => {
    const card = contextCard(escalationAfter(), NOW, names);
    const text = shown(card.blocks);
    expect(text).toContain('ESC-7 · Acme · 🔴 SEV1');
    expect(text).toContain('<https://help.example/tickets/4711|#4711>');
    expect(text).toContain('Card payments fail since nine');
    expect(text).toContain('Payments go through again');
    expect(text).toContain('Outage or data loss · functional');
    expect(text).toContain('Service restored, customer told why');
    expect(text).toContain(`*Communicator*\n${names(RAE)}`);
    expect(text).toContain(`*Monitor*\n${names(MORGAN)}`);
    expect(text).toContain(dueDate);
    expect(text).toContain(`*Rep* ${names(RAE)} · *Leads* ${names(DANA)} · *Payments* ${names(SAM)}`);
  });

  test('lists what was tried newest last, with who and when', () => {
    const card = contextCard(
      escalationAfter({ type: 'NoteAdded', kind: 'tried', text: 'Rolled back', by: SAM }),
      NOW,
      names,
    );
    const text = shown(card.blocks);
    expect(text.indexOf('Restarted the gateway')).toBeLessThan(text.indexOf('Cleared the cache'));
    expect(text.indexOf('Cleared the cache')).toBeLessThan(text.indexOf('Rolled back'));
    expect(text).toContain(`• Rolled back (${names(SAM)} · <!date^`);
  });

  test('shows the latest of a hundred things tried and says how many are earlier', () => {
    const tried = Array.from({ length: 100 }, (_, index) => `Attempt ${index}.`).join('\n');
    const text = shown(contextCard(stateAfter(story(openedBody({ tried }))), NOW, names).blocks);
    expect(text).toContain('Attempt 99.');
    expect(text).not.toContain('Attempt 84.');
    expect(text).toContain('85 earlier: see /swarm timeline');
  });

  test('offers Claim ownership while nobody owns it, and Hand over once somebody does', () => {
    const unowned = contextCard(escalationAfter(), NOW, names);
    expect(shown(unowned.blocks)).toContain('Nobody yet');
    expect(actionsIn(unowned.blocks)).toEqual([
      claim.id,
      logUpdate.id,
      addPeople.id,
      addNote.id,
      resolve.id,
      ACTIONS.menu,
    ]);
    const owned = contextCard(escalationAfter(CLAIMED), NOW, names);
    expect(shown(owned.blocks)).toContain(`*Owner*\n${names(DANA)}`);
    expect(actionsIn(owned.blocks)).not.toContain(claim.id);
    expect(actionsIn(owned.blocks)).toContain(handOver.id);
  });

  test('its menu changes severity, time, context and roles of this escalation', () => {
    const json = JSON.stringify(contextCard(escalationAfter(), NOW, names));
    for (const action of ['change-severity', 'move-checkpoint', 'edit-context', 'give-role']) {
      expect(json).toContain(`"${action}#esc_1"`);
    }
  });

  test('shows the owner as owner, and whose answer is awaited, while a hand-over is offered', () => {
    const text = shown(contextCard(escalationAfter(CLAIMED, OFFERED), NOW, names).blocks);
    expect(text).toContain(`*Owner*\n${names(DANA)}\nOffered to ${names(SAM)}, not answered yet`);
  });

  test.each([
    ['soon', [asked('ahead')], 20, 'Due soon:'],
    ['due', [asked('due')], 30, 'Due now:'],
    ['overdue by the clock', [asked('due')], 31, '⚠️'],
    ['overdue on the timeline', [asked('due'), MISSED], 36, 'Overdue:'],
  ] as const)('says when the customer update is %s', (_, events, minutes, words) => {
    const text = shown(contextCard(escalationAfter(...events), NOW + minutes * MINUTE, names).blocks);
    expect(text).toContain(words);
  });

  test('promises nothing else than a time while all is well', () => {
    const text = shown(contextCard(escalationAfter(), NOW, names).blocks);
    expect(text).not.toMatch(/Due soon|Due now|Overdue|⚠️/);
  });

  test('shows what the customer heard last, and over what', () => {
    const told = escalationAfter(TOLD, { type: 'CheckpointPromised', number: 2, dueAt: NOW + HOUR });
    const text = shown(contextCard(told, NOW, names).blocks);
    expect(text).toContain(`by phone, ${names(RAE)}\n>We found the cause`);
  });

  test('once resolved tells what fixed it, the cause and the final word, and can only be reopened', () => {
    const card = contextCard(escalationAfter(CLAIMED, TOLD, RESOLVED), NOW, names);
    const text = shown(card.blocks);
    expect(text).toContain('ESC-7 · Acme · 🔴 SEV1 · Resolved');
    expect(text).toContain('Rolled back release 42');
    expect(text).toContain('A bad release');
    expect(text.split('All works again, sorry')).toHaveLength(2);
    expect(text).not.toMatch(/Next customer update|Last customer update/);
    expect(actionsIn(card.blocks)).toEqual([reopen.id]);
  });

  test('once withdrawn tells why, and can only be reopened', () => {
    const card = contextCard(escalationAfter(CLAIMED, WITHDRAWN), NOW, names);
    const text = shown(card.blocks);
    expect(text).toContain('ESC-7 · Acme · 🔴 SEV1 · Withdrawn');
    expect(text).toContain('The wrong customer');
    expect(text).not.toMatch(/Next customer update|Resolved/);
    expect(actionsIn(card.blocks)).toEqual([reopen.id]);
  });

  test('awaits no answer to a hand-over once resolved', () => {
    const card = contextCard(escalationAfter(CLAIMED, OFFERED, TOLD, RESOLVED), NOW, names);
    expect(shown(card.blocks)).not.toContain('Offered to');
  });

  test('warns when nobody claimed in time', () => {
    const card = contextCard(escalationAfter({ type: 'ClaimOverdue', by: null }), NOW, names);
    expect(shown(card.blocks)).toContain('*Owner*\n⚠️ Nobody yet');
  });

  test('comes back with its buttons when reopened', () => {
    const reopened = escalationAfter(CLAIMED, TOLD, RESOLVED, {
      type: 'EscalationReopened',
      reason: 'Again',
    });
    const card = contextCard(reopened, NOW, names);
    expect(actionsIn(card.blocks)).toContain(logUpdate.id);
    expect(shown(card.blocks)).not.toContain('Resolved');
  });

  test('carries a lock when it is private', () => {
    expect(shown(contextCard(secretAfter(), NOW, names).blocks)).toContain('🔒 ESC-7 · Acme');
  });

  test('names people plainly in what notifications show', () => {
    expect(mentioned({ text: contextCard(escalationAfter(CLAIMED), NOW, names).text })).toEqual([]);
    expect(contextCard(escalationAfter(CLAIMED), NOW, names).text).toContain('owner Dana');
  });

  test('notifies nobody, not even when it is posted', () => {
    for (const events of [[], [CLAIMED], [CLAIMED, OFFERED], [TOLD, RESOLVED]]) {
      expect(mentioned(contextCard(escalationAfter(...events), NOW, names))).toEqual([]);
    }
  });

  test('says how many people it does not name', () => {
    const text = shown(contextCard(stateAfter(worstStory()), NOW, names).blocks);
    const named = text.match(/Person U0GUEST/g)?.length ?? 0;
    expect(text).toContain(`and ${60 - named} more`);
  });

  test('cuts what is too long with an ellipsis and keeps its beginning', () => {
    const long = contextCard(stateAfter(story(openedBody({ problem: `It began${HUGE}` }))), NOW, names);
    expect(shown(long.blocks)).toMatch(/It began&amp;&lt;&gt;[^…]*…/);
  });
});
