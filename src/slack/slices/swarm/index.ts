import type { Event } from '../../../domain/event.ts';
import type { Escalation, PersonId } from '../../../domain/kernel/escalation.ts';
import type { Swarm } from '../../../domain/slices/swarm.ts';
import { asksNothing, type SlackSlice } from '../../kit/slice.ts';
import { cutLine, listWithin, ROOM, type Write } from '../../kit/text.ts';
import { asSaid } from '../../kit/told.ts';
import { addPeople } from './add-people.ts';
import { join } from './join.ts';

export const swarm: SlackSlice<Swarm> = {
  events: {
    PeoplePulledIn: {
      sentence: (event, write, by) => pulledIn(event, by, write),
      ask: asksNothing,
      tell: asSaid,
    },
    PersonJoined: {
      sentence: (event, write) => `${write(event.person)} joined the swarm.`,
      ask: asksNothing,
      tell: asSaid,
    },
    PersonLeft: {
      sentence: (event, write) => `${write(event.person)} left the swarm.`,
      ask: asksNothing,
      tell: asSaid,
    },
    PersonReturned: {
      sentence: (event, write) =>
        `${write(event.person)} left the channel but is needed here, so Muster brought them back.`,
      ask: (escalation, { person }) => ({ text: wayOut(escalation, person), from: [] }),
      tell: asSaid,
    },
    PersonDeparted: {
      sentence: ({ person, successor }, write) =>
        successor === undefined
          ? `${write(person)} has left this workspace.`
          : `${write(person)} has a new account, which takes over what they had here.`,
      ask: asksNothing,
      tell: asSaid,
    },
  },
  messages: {},
  calls: { Invite: 'bringing people in' },
  commands: {
    PullIn: addPeople,
    JoinSwarm: join,
    LeaveSwarm: 'listener',
    RecordDeparture: 'listener',
    RecordMembers: 'listener',
  },
};

/** How somebody who is needed here may leave all the same. */
function wayOut({ rep, owner }: Escalation, person: PersonId): string {
  if (person === rep) return 'Whoever raised it stays to the end.';
  return person === owner
    ? 'Hand over ownership first, then leave.'
    : 'With Change roles, make somebody else the communicator first, then leave.';
}

function pulledIn(event: Event<'PeoplePulledIn'>, by: string, write: Write): string {
  const [first, ...others] = event.people;
  if (first !== undefined && others.length === 0 && first.id === event.by) return `${by} joined the swarm.`;
  const people = listWithin(
    event.people.map((one) => write(one.id)),
    ROOM.names,
  );
  const teams = listWithin(
    event.teams.map((team) => cutLine(team.name, 200)),
    ROOM.names,
  );
  if (teams === '') return `${by} pulled in ${people}.`;
  return `${by} pulled in ${teams}${people === '' ? '' : `: ${people}`}.`;
}
