import { HOUR } from '../../../src/domain/kernel/time.ts';
import { fillEscalate, fillFromCard, lines } from '../../support/acts.ts';
import type { Scene, Script } from '../../support/script.ts';

const isOwned =
  (handle: string) =>
  (scene: Scene): boolean =>
    scene.card().includes(`*Owner*\n${scene.person(handle).name}`);

export const script: Script = {
  title: 'a whole escalation',
  acts: [
    {
      title: 'Riley escalates',
      does: ({ stage, person, ticket }) =>
        fillEscalate(stage, person('riley'), {
          'Ticket (link or number)': ticket,
          'Next update promised to the customer': new Date(stage.now() + 2 * HOUR),
          'People to pull in': ['robin'],
        }),
      shows: (scene) => scene.card().includes('Nobody yet'),
    },
    {
      title: 'Dana claims it from her direct message',
      does: ({ person }) => person('dana').click('@muster', 'Claim ownership'),
      shows: isOwned('dana'),
    },
    {
      title: 'the promised time comes, and the communicator is asked',
      does: ({ stage }) => stage.pass(2 * HOUR),
      shows: ({ person, channel }) =>
        lines(person('riley'), channel).some((line) => line.includes('is due now')),
    },
    {
      title: 'Riley logs what the customer was told',
      does: ({ stage, person, channel }) =>
        fillFromCard(stage, person('riley'), channel, 'Log customer update', {
          'What did you tell the customer?': 'The bank answers today',
        }),
      shows: (scene) => scene.card().includes('The bank answers today'),
    },
    {
      title: 'Dana offers it to Sam',
      does: ({ stage, person, channel }) =>
        fillFromCard(stage, person('dana'), channel, 'Hand over', {
          'Who takes over?': 'sam',
          'What is next?': 'Call the bank',
        }),
      shows: ({ person, channel }) => lines(person('sam'), channel).some((line) => line.includes('Decline')),
    },
    {
      title: 'Sam accepts',
      does: ({ person, channel }) => person('sam').click(channel, 'Accept'),
      shows: isOwned('sam'),
    },
    {
      title: 'Sam resolves it',
      does: ({ stage, person, channel }) =>
        fillFromCard(stage, person('sam'), channel, 'Resolve', {
          'What fixed it?': 'The bank unblocked us',
          'What was the cause?': 'A limit at the bank',
          'Final word to the customer': 'Refunds work again',
        }),
      shows: (scene) => scene.card().includes('The bank unblocked us'),
    },
  ],
};
