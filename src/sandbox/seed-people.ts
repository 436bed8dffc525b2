import type { PersonRecord } from './workspace/records.ts';

/** The people of "Acme Support": those the page lets you be, and their colleagues in other teams and zones. */

export type SeedPerson = {
  readonly handle: string;
  readonly name: string;
  readonly title: string;
  readonly tz: string;
  readonly persona?: boolean;
  readonly isBot?: boolean;
} & Pick<PersonRecord, 'team' | 'isStranger' | 'isHidden' | 'guest'>;

export const acmePeople: readonly SeedPerson[] = [
  { handle: 'riley', name: 'Riley Novak', title: 'Support rep', tz: 'America/New_York', persona: true },
  { handle: 'robin', name: 'Robin Park', title: 'Support rep', tz: 'America/Los_Angeles', persona: true },
  { handle: 'sam', name: 'Sam Okafor', title: 'Payments specialist', tz: 'Europe/London', persona: true },
  { handle: 'noor', name: 'Noor Haddad', title: 'Platform specialist', tz: 'Europe/Berlin', persona: true },
  { handle: 'dana', name: 'Dana Whitfield', title: 'Payments lead', tz: 'America/Chicago', persona: true },
  { handle: 'lee', name: 'Lee Tanaka', title: 'Platform lead', tz: 'Asia/Tokyo', persona: true },
  { handle: 'morgan', name: 'Morgan Reyes', title: 'Support manager', tz: 'America/New_York', persona: true },
  { handle: 'ada', name: 'Ada Lindqvist', title: 'Payments specialist', tz: 'Europe/Stockholm' },
  { handle: 'mateo', name: 'Mateo Silva', title: 'Payments specialist', tz: 'America/Sao_Paulo' },
  { handle: 'priya', name: 'Priya Raman', title: 'Platform specialist', tz: 'Asia/Kolkata' },
  { handle: 'jonas', name: 'Jonas Weber', title: 'Platform specialist', tz: 'Europe/Berlin' },
  { handle: 'ines', name: 'Ines Duarte', title: 'Integrations lead', tz: 'Europe/Lisbon' },
  { handle: 'kofi', name: 'Kofi Mensah', title: 'Integrations specialist', tz: 'Africa/Accra' },
  { handle: 'yuki', name: 'Yuki Mori', title: 'Integrations specialist', tz: 'Asia/Tokyo' },
  { handle: 'elena', name: 'Elena Petrova', title: 'Identity lead', tz: 'Europe/Sofia' },
  { handle: 'tom', name: 'Tom Baker', title: 'Identity specialist', tz: 'Australia/Sydney' },
  { handle: 'grace', name: 'Grace Njeri', title: 'Data lead', tz: 'Africa/Nairobi' },
  { handle: 'omar', name: 'Omar Farouk', title: 'Data specialist', tz: 'Africa/Cairo' },
  { handle: 'chloe', name: 'Chloe Martin', title: 'Customer success manager', tz: 'Europe/Paris' },
];

export type SeedChannel = {
  readonly name: string;
  readonly purpose: string;
  /** Handle and words, oldest first. */
  readonly messages: readonly (readonly [string, string])[];
};

export const acmeChannels: readonly SeedChannel[] = [
  {
    name: 'general',
    purpose: 'Announcements and everything that concerns all of Acme Support.',
    messages: [
      [
        'morgan',
        'Good morning, everyone. The new escalation guide is out: please read it before your next shift.',
      ],
      ['dana', 'Payments is on the late shift this week, so reach out whenever you need us.'],
    ],
  },
  {
    name: 'support',
    purpose: 'Questions between reps: what have you seen, what has helped?',
    messages: [
      ['robin', 'Has anybody seen invoices arrive twice since this morning?'],
      ['riley', 'Yes, two customers so far. I am collecting the invoice numbers.'],
      ['sam', 'Send them to me when you have them and I will look at the billing runs.'],
    ],
  },
  {
    name: 'escalations',
    purpose: 'Every escalation has one line here.',
    messages: [],
  },
  {
    name: 'random',
    purpose: 'Everything else.',
    messages: [
      ['noor', 'The coffee machine on the second floor works again.'],
      ['chloe', 'You have just made my day.'],
    ],
  },
];

/** Colours of the initials avatars, dark enough for white letters. */
export const avatarColors: readonly string[] = [
  '#2b6cb0',
  '#2f855a',
  '#9b2c2c',
  '#6b46c1',
  '#b7591b',
  '#2c7a7b',
  '#97266d',
  '#4a5568',
];
