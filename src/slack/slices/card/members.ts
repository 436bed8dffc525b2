import type { Escalation, PersonId } from '../../../domain/kernel/escalation.ts';
import { cutLine, type Write } from '../../kit/text.ts';

/** Named in one group at most. */
const NAMED = 12;
/** Room for everybody; a context element holds no more than a section. */
const ROOM = 2700;

type Group = { readonly label: string; readonly people: readonly PersonId[] };

/** Who is in, grouped. At most 2,900 characters. */
export function membersText(escalation: Escalation, write: Write): string {
  const lines: string[] = [];
  let left = ROOM;
  let unnamed = 0;
  for (const group of groupsOf(escalation)) {
    const line = `*${group.label}* ${some(group.people, write)}`;
    if (line.length + 3 > left) {
      unnamed += group.people.length;
      continue;
    }
    lines.push(line);
    left -= line.length + 3;
  }
  return lines.join(' · ') + (unnamed > 0 ? ` · and ${unnamed} more` : '');
}

function groupsOf({ swarm, teams }: Escalation): Group[] {
  const as = (standing: string) => swarm.filter((one) => one.as === standing);
  const specialists = as('specialist');
  const known = new Set(teams.map((team) => team.key));
  const groups = [
    { label: 'Rep', members: as('rep') },
    { label: 'Leads', members: as('lead') },
    ...teams.map((team) => ({
      label: cutLine(team.name, 100),
      members: specialists.filter((one) => one.team === team.key),
    })),
    {
      label: 'Others',
      members: [...specialists.filter((one) => !known.has(one.team ?? '')), ...as('guest')],
    },
  ];
  return groups
    .map(({ label, members }) => ({ label, people: members.map((one) => one.id) }))
    .filter(({ people }) => people.length > 0);
}

function some(people: readonly PersonId[], write: Write): string {
  const named = people.slice(0, NAMED).map(write).join(', ');
  return people.length > NAMED ? `${named} and ${people.length - NAMED} more` : named;
}
