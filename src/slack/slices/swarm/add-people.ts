import { refuseUnlessOpen } from '../../../domain/kernel/status.ts';
import { contextBlock } from '../../kit/blocks.ts';
import { peopleField } from '../../kit/fields.ts';
import { defineForm } from '../../kit/form.ts';
import { heading } from '../../kit/words.ts';
import { teamsField } from './teams.ts';

export const addPeople = defineForm({
  id: 'add-people',
  menu: null,
  title: 'Add people',
  submit: 'Add',
  command: 'PullIn',
  refuse: refuseUnlessOpen,
  offersTeams: true,
  basedOn: [],
  intro: ({ escalation }) =>
    contextBlock(`*${heading(escalation)}* · They come in next to those who are here; nobody leaves.`),
  fields: { people: peopleField({ label: 'People' }), teams: teamsField('Teams') },
  initial: () => ({}),
  check: ({ people, teams }) =>
    people.length === 0 && teams.length === 0
      ? { field: 'people', sentence: 'Please pick at least one person or team.' }
      : null,
  refusals: {},
  request: ({ people, teams }) => ({ type: 'PullIn', people, teams }),
});
