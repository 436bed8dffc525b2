import { HOUR, MINUTE } from '../../../src/domain/kernel/time.ts';
import { fillEscalate, fillFromCard, lineOf, lines, press } from '../../support/acts.ts';
import { type Scene, type Script, timeline } from '../../support/script.ts';

const said =
  (text: string) =>
  ({ person, channel }: Scene): boolean =>
    lines(person('dana'), channel).some((line) => line.includes(text));

const resolve = ({ stage, person, channel }: Scene) =>
  fillFromCard(stage, person('riley'), channel, 'Resolve', {
    'What fixed it?': 'Restarted the bank’s gateway',
    'What was the cause?': 'A stuck queue',
    'Final word to the customer': 'It works again',
  });

/** Of the escalation that the scene is about. */
async function numberOf(scene: Scene): Promise<number> {
  const { db } = scene.stage.database;
  return (await db.escalation.findFirstOrThrow({ where: { channelId: scene.channel } })).number;
}

export const script: Script = {
  title: 'people come and go, promises are missed, it comes back',
  acts: [
    {
      title: 'Riley escalates',
      does: ({ stage, person, ticket }) =>
        fillEscalate(stage, person('riley'), {
          'Ticket (link or number)': ticket,
          'Next update promised to the customer': new Date(stage.now() + 2 * HOUR),
        }),
      shows: (scene) => scene.card().includes('Nobody yet'),
    },
    {
      title: 'Robin joins from the escalations channel',
      async does(scene) {
        const robin = scene.person('robin');
        robin.join('escalations');
        const line = lineOf(robin, await numberOf(scene));
        await robin.click({ channel: line?.channel ?? '', ts: line?.ts ?? '' }, 'Join');
      },
      shows: ({ person, channel }) => person('dana').members(channel).includes(person('robin').id),
    },
    {
      title: 'Robin leaves',
      does: async ({ person, channel }) => person('robin').leave(channel),
      shows: (scene) => timeline(scene, 'PersonLeft', 1),
    },
    {
      title: 'the rep leaves and is brought back',
      does: async ({ person, channel }) => person('riley').leave(channel),
      shows: async (scene) =>
        (await timeline(scene, 'PersonReturned', 1)) &&
        scene.person('dana').members(scene.channel).includes(scene.person('riley').id),
    },
    {
      title: 'nobody claims in time',
      does: ({ stage }) => stage.pass(HOUR),
      shows: said('Nobody claimed ownership in time'),
    },
    {
      title: 'the promise is missed, and the monitor hears of it',
      does: ({ stage }) => stage.pass(HOUR + 10 * MINUTE),
      shows: (scene) => timeline(scene, 'CheckpointMissed', 1),
    },
    {
      title: 'Dana claims it from the card',
      does: ({ stage, person, channel }) => press(stage, person('dana'), channel, 'Claim ownership'),
      shows: (scene) => timeline(scene, 'OwnershipClaimed', 1),
    },
    {
      title: 'Dana offers it to Sam',
      does: ({ stage, person, channel }) =>
        fillFromCard(stage, person('dana'), channel, 'Hand over', {
          'Who takes over?': 'sam',
          'What is next?': 'Call the bank',
        }),
      shows: said('Decline'),
    },
    {
      title: 'Sam declines',
      does: ({ person, channel }) => person('sam').click(channel, 'Decline'),
      shows: (scene) => timeline(scene, 'HandOverDeclined', 1),
    },
    {
      title: 'Riley resolves it',
      does: resolve,
      shows: (scene) => timeline(scene, 'EscalationResolved', 1),
    },
    {
      title: 'Riley reopens it',
      does: ({ stage, person, channel }) =>
        fillFromCard(stage, person('riley'), channel, 'Reopen', {
          'Why is it reopened?': 'It fails again',
          'Next update promised to the customer': new Date(stage.now() + 2 * HOUR),
        }),
      shows: (scene) => timeline(scene, 'EscalationReopened', 1),
    },
    {
      title: 'Riley resolves it again',
      does: resolve,
      shows: (scene) => timeline(scene, 'EscalationResolved', 2),
    },
  ],
};
