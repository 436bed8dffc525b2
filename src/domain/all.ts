import { isInChannel } from './effect.ts';
import type { AllSlices, Slice, SliceTypes } from './kernel/slice.ts';
import { SLICES } from './slices.ts';

type Answers = Pick<Slice<SliceTypes>, 'openQuestions' | 'unanswered' | 'requests' | 'whenLeaving'>;
const slices: readonly Answers[] = Object.values(SLICES);

export const ALL: AllSlices = {
  openQuestions: (escalation) => slices.flatMap((slice) => slice.openQuestions(escalation)),
  directQuestions: (escalation) =>
    slices.flatMap((slice) => slice.openQuestions(escalation)).filter((effect) => !isInChannel(effect)),
  unanswered: (escalation) => slices.flatMap((slice) => slice.unanswered(escalation)),
  requests: (escalation) => slices.flatMap((slice) => slice.requests(escalation)),
  whenLeaving: (escalation, person) => slices.flatMap((slice) => slice.whenLeaving(escalation, person)),
};
