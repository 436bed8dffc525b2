import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/config/environment.ts';
import { parseConfigFile } from '../../src/config/file.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/kernel/time.ts';

const small = `channel: "#escalations"
managers: [Morgan@acme-support.example]
teams:
  - key: payments
    name: Payments
    skills: [payments, invoicing]
    leads: [dana@acme-support.example]
    members: [sam@acme-support.example, U012AB3CD]
playbooks:
  - key: outage
    trigger: Outage or data loss
    kind: functional
    severity: SEV1
    teams: [payments]
    update_every: { SEV1: 30m, SEV2: 2h, SEV3: 1d, SEV4: 2d }
    claim_within: 10m
    outcome: Service restored, customer told why it happened
`;

describe('a well-formed file', () => {
  test('becomes plain data with times in milliseconds', () => {
    expect(parseConfigFile(small, 'muster.yml')).toEqual({
      channel: 'escalations',
      channelName: 'esc-{number}-{customer}-{title}',
      managers: ['morgan@acme-support.example'],
      teams: [
        {
          key: 'payments',
          name: 'Payments',
          skills: ['payments', 'invoicing'],
          leads: ['dana@acme-support.example'],
          members: ['sam@acme-support.example', 'U012AB3CD'],
        },
      ],
      playbooks: [
        {
          key: 'outage',
          trigger: 'Outage or data loss',
          kind: 'functional',
          severity: 'SEV1',
          teams: ['payments'],
          cadence: { SEV1: 30 * MINUTE, SEV2: 2 * HOUR, SEV3: DAY, SEV4: 2 * DAY },
          claimWithin: 10 * MINUTE,
          outcome: 'Service restored, customer told why it happened',
        },
      ],
    });
  });

  test('may name the pattern of channel names', () => {
    const file = parseConfigFile(`channel_name: "{number}_{title}"\n${small}`, 'muster.yml');
    expect(file.channelName).toBe('{number}_{title}');
  });

  test('the one that is shipped has four teams or more, and five playbooks or more of both kinds', () => {
    const file = parseConfigFile(
      readFileSync(new URL('../../muster.yml', import.meta.url), 'utf8'),
      'muster.yml',
    );
    expect(file.teams.length).toBeGreaterThanOrEqual(4);
    expect(file.playbooks.length).toBeGreaterThanOrEqual(5);
    expect(new Set(file.playbooks.map(({ kind }) => kind))).toEqual(new Set(['functional', 'hierarchical']));
  });
});

describe('what is wrong is told with file, line, path and what to do', () => {
  const cases: [string, string | RegExp, string, string][] = [
    ['no file content', /.*/s, '', 'muster.yml:1: the file has no keys: copy the'],
    ['text instead of keys', /.*/s, 'hello', 'muster.yml:1: the file has no keys: copy the'],
    [
      'a key twice',
      'teams:',
      'channel: b\nteams:',
      'muster.yml:3: this key is there twice: keep one of them.',
    ],
    ['YAML that cannot be read', '[payments]', '[payments', 'muster.yml:'],
    [
      'an unknown key',
      'skills:',
      'skils:',
      'muster.yml:6: teams[0] "skils" means nothing in a team: its keys are key,',
    ],
    [
      'an unknown key at the top',
      'managers:',
      'manager:',
      'muster.yml:2: "manager" means nothing in a configuration',
    ],
    [
      'a missing key',
      '    trigger: Outage or data loss\n',
      '',
      'muster.yml:10: playbooks[0].trigger is missing: write',
    ],
    [
      'an empty value',
      'name: Payments',
      'name:',
      'muster.yml:5: teams[0].name is missing: write a few words.',
    ],
    [
      'no lead',
      '[dana@acme-support.example]',
      '[]',
      'muster.yml:7: teams[0].leads names nobody: add at least one',
    ],
    [
      'no teams',
      /teams:\n.*?(?=playbooks)/s,
      'teams: []\n',
      'muster.yml:3: teams is empty: add at least one entry.',
    ],
    [
      'no playbooks',
      /playbooks:.*/s,
      'playbooks: []\n',
      'muster.yml:9: playbooks is empty: add at least one entry.',
    ],
    [
      'a lead by name',
      '[dana@acme-support.example]',
      '[Dana]',
      'muster.yml:7: teams[0].leads[0] "Dana" is neither an',
    ],
    [
      'one person, no list',
      '[dana@acme-support.example]',
      'dana@x.example',
      'teams[0].leads is not a list of people',
    ],
    [
      'an unknown team',
      'teams: [payments]',
      'teams: [paiments]',
      'playbooks[0].teams[0] "paiments" is no team: use one',
    ],
    [
      'an unknown kind',
      'functional',
      'technical',
      'muster.yml:12: playbooks[0].kind is not a kind: write functional or',
    ],
    [
      'an unknown severity',
      'severity: SEV1',
      'severity: P1',
      'muster.yml:13: playbooks[0].severity is not a severity',
    ],
    [
      'a severity without cadence',
      ', SEV4: 2d',
      '',
      'muster.yml:15: playbooks[0].update_every.SEV4 is missing: write it',
    ],
    [
      'a time without unit',
      '10m',
      '10',
      'muster.yml:16: playbooks[0].claim_within is not a length of time: write it',
    ],
    [
      'a time in words',
      '10m',
      'soon',
      'muster.yml:16: playbooks[0].claim_within "soon" is not a length of time: write',
    ],
    [
      'no time at all',
      '10m',
      '0m',
      'muster.yml:16: playbooks[0].claim_within "0m" is too short or too long: write',
    ],
    [
      'a channel with spaces',
      '"#escalations"',
      'Our channel',
      'muster.yml:1: channel "Our channel" cannot be a channel',
    ],
    [
      'a pattern without number',
      'managers:',
      'channel_name: esc\nmanagers:',
      'muster.yml:2: channel_name "esc" cannot',
    ],
    [
      'a trigger too long',
      'Outage or',
      'Outage '.repeat(12),
      'muster.yml:11: playbooks[0].trigger is longer than the 75',
    ],
  ];
  test.each(cases)('%s', (_, from, to, sentence) => {
    const text = small.replace(from, to);
    expect(text).not.toBe(small);
    expect(() => parseConfigFile(text, 'muster.yml')).toThrow(ConfigError);
    expect(() => parseConfigFile(text, 'muster.yml')).toThrow(sentence);
  });

  test('a second team of the same key', () => {
    const team = small.slice(small.indexOf('  - key: payments'), small.indexOf('playbooks:'));
    const text = small.replace('playbooks:', `${team.replace('name: Payments', 'name: Others')}playbooks:`);
    expect(() => parseConfigFile(text, 'muster.yml')).toThrow(
      'muster.yml:9: teams[1].key "payments" is already the key of teams[0]: give each its own.',
    );
  });

  test('everything that is wrong is listed at once, from top to bottom', () => {
    const text = small
      .replace('name: Payments', 'name:')
      .replace('[payments]', '[paiments]')
      .replace('10m', '10');
    expect(() => parseConfigFile(text, 'muster.yml')).toThrow(
      /^muster\.yml:5: .*\nmuster\.yml:14: .*\nmuster\.yml:16: [^\n]*$/,
    );
  });
});
