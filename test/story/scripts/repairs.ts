import { HOUR } from '../../../src/domain/kernel/time.ts';
import type { Message } from '../../../src/sandbox/protocol.ts';
import { card, fillEscalate, fillFromCard, lines } from '../../support/acts.ts';
import { type Scene, type Script, timeline } from '../../support/script.ts';
import { words } from '../../support/story.ts';

const said =
  (text: string) =>
  ({ person, channel }: Scene): boolean =>
    lines(person('dana'), channel).some((line) => line.includes(text));

/** Muster's newest direct message to Riley about this escalation that says this. */
async function letter({ stage, person, channel }: Scene, text: string): Promise<Message | undefined> {
  const { db } = stage.database;
  const { number } = await db.escalation.findFirstOrThrow({ where: { channelId: channel } });
  const ours = person('riley')
    .messages('@muster')
    .filter((one) => words(one).includes(`ESC-${number} `));
  return ours.findLast((one) => words(one).includes(text));
}

const isIn = ({ stage, person, channel }: Scene): boolean =>
  person('dana').members(channel).includes(stage.sandbox.botUserId);

export const script: Script = {
  title: 'the card is deleted, Muster removed and brought back',
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
      title: 'an administrator deletes the card',
      does: async ({ person, channel }) => person('morgan').moderate(card(person('dana'), channel)),
      shows: async (scene) =>
        scene.card().includes('Nobody yet') && (await timeline(scene, 'CardDeleted', 1)),
    },
    {
      title: 'Sam takes the pin off',
      does: async ({ person, channel }) => person('sam').pin(card(person('sam'), channel), false),
      shows: async (scene) =>
        scene.person('dana').pins(scene.channel).length === 1 && (await timeline(scene, 'CardUnpinned', 1)),
    },
    {
      title: 'Sam removes Muster',
      does: async ({ person, channel }) => person('sam').kick(channel, '@muster'),
      shows: async (scene) => (await letter(scene, '/invite @Muster')) !== undefined,
    },
    {
      title: 'the promised time comes, and the communicator is asked directly',
      does: ({ stage }) => stage.pass(2 * HOUR),
      shows: async (scene) => (await letter(scene, 'is due now')) !== undefined,
    },
    {
      title: 'Riley logs what the customer was told',
      async does(scene) {
        const riley = scene.person('riley');
        const ask = await letter(scene, 'is due now');
        await riley.click(ask ?? '@muster', 'Log customer update');
        await scene.stage.sandbox.until(() => riley.view());
        await riley.fill('modal', { 'What did you tell the customer?': 'The bank answers today' });
        await riley.submit();
      },
      shows: (scene) => timeline(scene, 'CustomerUpdated', 1),
    },
    {
      title: 'Riley invites Muster back',
      does: async ({ person, channel }) => person('riley').invite(channel, ['@muster']),
      shows: (scene) => scene.card().includes('The bank answers today') && said('Muster is back')(scene),
    },
    {
      title: 'Sam archives the channel',
      does: async ({ person, channel }) => person('sam').archive(channel),
      shows: async (scene) =>
        (await letter(scene, 'archived the swarm channel')) !== undefined &&
        (await timeline(scene, 'SwarmChannelLost', 2)),
    },
    {
      title: 'Sam un-archives it',
      does: async ({ person, channel }) => person('sam').archive(channel, false),
      shows: async (scene) => isIn(scene) && (await timeline(scene, 'SwarmChannelRestored', 2)),
    },
    {
      title: 'Riley resolves it',
      does: ({ stage, person, channel }) =>
        fillFromCard(stage, person('riley'), channel, 'Resolve', {
          'What fixed it?': 'Rolled the gateway back',
          'What was the cause?': 'A bad release',
          'Final word to the customer': 'Refunds work again',
        }),
      shows: (scene) => scene.card().includes('Rolled the gateway back'),
    },
  ],
};
