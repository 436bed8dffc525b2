import { HOUR } from '../../../src/domain/kernel/time.ts';
import { fillEscalate, fillFromCard, lines } from '../../support/acts.ts';
import type { Scene, Script } from '../../support/script.ts';

const shown =
  (text: string) =>
  (scene: Scene): boolean =>
    scene.card().includes(text);

export const script: Script = {
  title: 'a private swarm whose facts change',
  acts: [
    {
      title: 'Riley escalates in private',
      does: ({ stage, person, ticket }) =>
        fillEscalate(stage, person('riley'), {
          'Ticket (link or number)': ticket,
          'Private swarm': ['Only those pulled in, and the monitor, can see it'],
        }),
      shows: (scene) =>
        shown('Nobody yet')(scene) && scene.person('riley').conversation(scene.channel).kind === 'private',
    },
    {
      title: 'Sam notes what was tried',
      does: ({ stage, person, channel }) =>
        fillFromCard(stage, person('sam'), channel, 'Add note', {
          'What is it?': 'Something that was tried',
          Note: 'Cleared the cache',
        }),
      shows: shown('Cleared the cache'),
    },
    {
      title: 'Riley corrects what is happening',
      does: ({ stage, person, channel }) =>
        fillFromCard(stage, person('riley'), channel, 'Edit context', {
          'What is happening?': 'All refunds fail since noon',
        }),
      shows: shown('All refunds fail since noon'),
    },
    {
      title: 'Dana raises the severity',
      does: ({ stage, person, channel }) =>
        fillFromCard(stage, person('dana'), channel, 'Change severity', {
          Severity: '🔴 SEV1',
          'Why?': 'Every shop is hit',
        }),
      shows: ({ person, channel }) =>
        lines(person('dana'), channel).some((line) => line.includes('Every shop is hit')),
    },
    {
      title: 'Riley pulls in Chloe and a team',
      does: ({ stage, person, channel }) =>
        fillFromCard(stage, person('riley'), channel, 'Add people', {
          People: ['chloe'],
          Teams: ['Integrations'],
        }),
      shows: ({ person, channel }) => person('riley').members(channel).includes(person('ines').id),
    },
    {
      title: 'Riley moves the promise',
      does: ({ stage, person, channel }) =>
        fillFromCard(stage, person('riley'), channel, 'Move next update', {
          'New time': new Date(stage.now() + 5 * HOUR),
          'Why?': 'The bank answers tomorrow',
        }),
      shows: ({ person, channel }) =>
        lines(person('riley'), channel).some((line) => line.includes('The bank answers tomorrow')),
    },
    {
      title: 'Riley gives away the communicator’s role',
      does: ({ stage, person, channel }) =>
        fillFromCard(stage, person('riley'), channel, 'Change roles', {
          Role: 'Communicator: gives the customer the next update',
          'Who takes it?': 'robin',
        }),
      shows: (scene) => shown(`*Communicator*\n${scene.person('robin').name}`)(scene),
    },
    {
      title: 'Riley resolves it',
      does: ({ stage, person, channel }) =>
        fillFromCard(stage, person('riley'), channel, 'Resolve', {
          'What fixed it?': 'Rolled the gateway back',
          'What was the cause?': 'A bad release',
          'Final word to the customer': 'Refunds work again',
        }),
      shows: shown('Rolled the gateway back'),
    },
  ],
};
