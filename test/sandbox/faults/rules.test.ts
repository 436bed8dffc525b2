import { describe, expect, test } from 'vitest';
import {
  type ArmedRule,
  checkRule,
  type FaultRule,
  matches,
  strike,
} from '../../../src/sandbox/faults/rules.ts';

const never = () => 0.999;
const always = () => 0;

function armed(...rules: FaultRule[]): ArmedRule[] {
  return rules.map((rule, n) => ({ id: `fault-${n}`, rule, seen: 0, struck: 0 }));
}

/** Which of so many calls of one method were struck. */
function struckOf(rule: FaultRule, times: number, random = always): boolean[] {
  let rules: readonly ArmedRule[] = armed(rule);
  return Array.from({ length: times }, () => {
    const outcome = strike(rules, ['chat.postMessage'], random);
    rules = outcome.rules;
    return outcome.struck !== null;
  });
}

describe('a fault rule', () => {
  test.each([
    ['chat.postMessage', ['chat.postMessage'], true],
    ['chat.postMessage', ['chat.postEphemeral'], false],
    ['chat.*', ['chat.update'], true],
    ['chat.*', ['pins.add'], false],
    ['*', ['pins.add'], true],
    ['*', ['deliver:slash_commands'], false],
    ['deliver:*', ['deliver:slash_commands', 'deliver:/escalate'], true],
    ['deliver:/escalate', ['deliver:slash_commands', 'deliver:/escalate'], true],
    ['deliver:*', ['pins.add'], false],
  ])('on %s and %j: %s', (on, subjects, expected) => {
    expect(matches(on, subjects)).toBe(expected);
  });

  test('strikes as often as it counts, after those that it lets pass', () => {
    const on = 'chat.postMessage';
    expect(struckOf({ on, fault: 'reset' }, 3)).toEqual([true, true, true]);
    expect(struckOf({ on, fault: 'reset', count: 1 }, 3)).toEqual([true, false, false]);
    expect(struckOf({ on, fault: 'reset', count: 1, after: 1 }, 3)).toEqual([false, true, false]);
    expect(struckOf({ on: 'pins.add', fault: 'reset' }, 1)).toEqual([false]);
  });

  test('strikes by chance when it has a probability', () => {
    const rule: FaultRule = { on: '*', fault: 'reset', probability: 0.5 };
    const dice = [0.4, 0.6, 0.49];
    expect(struckOf(rule, 3, () => dice.shift() ?? 0)).toEqual([true, false, true]);
    expect(struckOf(rule, 2, never)).toEqual([false, false]);
  });

  test('of two the first in the list strikes, and the second goes on once that is spent', () => {
    let rules: readonly ArmedRule[] = armed(
      { on: '*', fault: 'reset', count: 1 },
      { on: 'pins.add', fault: 'slow' },
    );
    const faults = [1, 2].map(() => {
      const outcome = strike(rules, ['pins.add'], always);
      rules = outcome.rules;
      return outcome.struck?.fault;
    });
    expect(faults).toEqual(['reset', 'slow']);
    expect(rules.map(({ seen, struck }) => [seen, struck])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  test.each([
    [{ on: 'chat.postMessage', fault: 'late-ack' }, 'cannot happen to chat.postMessage'],
    [{ on: 'deliver:view_submission', fault: 'rate-limit' }, 'cannot happen to deliver:view_submission'],
    [{ on: '', fault: 'reset' }, 'Name a Web API method'],
    [{ on: '*', fault: 'reset', count: 0 }, 'count is a whole number, 1 or more'],
    [{ on: '*', fault: 'reset', after: 1.5 }, 'after is a whole number, 0 or more'],
    [{ on: '*', fault: 'reset', probability: 0 }, 'probability is more than 0'],
  ] as [FaultRule, string][])('that could never strike is refused: %j', (rule, sentence) => {
    expect(() => checkRule(rule)).toThrow(sentence);
  });
});
