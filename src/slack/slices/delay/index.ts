import type { ChannelDelay } from '../../../domain/slices/delay.ts';
import { asksNothing, type SlackSlice } from '../../kit/slice.ts';
import { date } from '../../kit/text.ts';
import { asSaid } from '../../kit/told.ts';
import { delayed } from './delayed.ts';

export const delay: SlackSlice<ChannelDelay> = {
  events: {
    SwarmChannelDelayed: {
      sentence: ({ aMinute, place, opensAt }) =>
        `Slack lets Muster open ${aMinute} channels a minute, and this one is number ${place} in line. It opens at about ${date(opensAt, 'time')}.`,
      ask: asksNothing,
      tell: asSaid,
    },
  },
  messages: {
    ShowDelay: {
      called: 'telling when the channel opens',
      render: ({ escalation, effect, names }) => delayed(escalation, effect.person, names),
    },
  },
  calls: {},
  commands: { RecordChannelDelay: 'listener' },
};
