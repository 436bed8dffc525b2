import type { ModalView } from '@slack/types';
import type { Escalation, PersonId } from '../../domain/escalation.ts';
import { MODALS } from '../ids.ts';
import { context } from './blocks.ts';
import { type Parsed, selects, users, type Values } from './form.ts';
import { modal, usersInput } from './inputs.ts';
import { type TeamChoice, teamsInput } from './teams.ts';
import { heading } from './words.ts';

export type AddPeopleData = { readonly escalation: Escalation; readonly teams: readonly TeamChoice[] };

export type AddPeopleValue = { readonly people: readonly PersonId[]; readonly teams: readonly string[] };

export function addPeopleModal({ escalation, teams }: AddPeopleData): ModalView {
  return modal({
    id: MODALS.addPeople,
    title: 'Add people',
    submit: 'Add',
    metadata: { escalation: escalation.id },
    blocks: [
      context(`*${heading(escalation)}* · They come in next to those who are here; nobody leaves.`),
      usersInput({ id: 'people', label: 'People', optional: true }),
      ...(teams.length === 0 ? [] : [teamsInput({ id: 'teams', label: 'Teams', teams, optional: true })]),
    ],
  });
}

export function parseAddPeople(values: Values): Parsed<AddPeopleValue> {
  const people = users(values, 'people');
  const teams = selects(values, 'teams');
  if (people.length === 0 && teams.length === 0) {
    return { ok: false, errors: { people: 'Please pick at least one person or team.' } };
  }
  return { ok: true, value: { people, teams } };
}
