import type { Context, ContextChanges } from '../../../domain/slices/context.ts';
import { asksNothing, type SlackSlice } from '../../kit/slice.ts';
import { type Glance, glance, quoted, ROOM } from '../../kit/text.ts';
import { asSaid } from '../../kit/told.ts';
import { showWhole } from '../../kit/whole.ts';
import { severityMark } from '../../kit/words.ts';
import { addNote } from './add-note.ts';
import { changeSeverity } from './change-severity.ts';
import { editContext } from './edit-context.ts';

export const context: SlackSlice<Context> = {
  events: {
    NoteAdded: {
      sentence: (event, _write, by) => {
        const { text, isAll } = glance(event.text, NOTE);
        return `${by} ${NOTED[event.kind]}: “${text}”${isAll ? '' : ' (shortened)'}`;
      },
      ask: ({ id }, { text, seq }) =>
        glance(text, NOTE).isAll ? null : { text: '', from: [], buttons: [showWhole(seq, id)] },
      tell: asSaid,
    },
    ContextEdited: {
      sentence: (event, _write, by) => `${by} edited the context. ${edits(event.changes)}`,
      ask: asksNothing,
      tell: asSaid,
    },
    SeverityChanged: {
      sentence: (event, _write, by) =>
        `${by} changed the severity from ${severityMark(event.from)} to ${severityMark(event.to)}: ${quoted(event.reason, ROOM.long)}`,
      ask: asksNothing,
      tell: asSaid,
    },
  },
  messages: {},
  calls: {},
  commands: { AddNote: addNote, EditContext: editContext, ChangeSeverity: changeSeverity },
};

/** Of a note, in the channel and on the timeline. */
const NOTE: Glance = { lines: 6, characters: ROOM.long - 2 };

const NOTED = { tried: 'tried', next: 'said what is next', note: 'noted' } as const;

const EDITED: Readonly<Record<keyof ContextChanges, string>> = {
  customer: 'Customer',
  problem: 'What is happening',
  tried: 'Tried so far',
  outcome: 'Wanted outcome',
  nextActions: 'Next actions',
};

function edits(changes: ContextChanges): string {
  const fields = Object.keys(EDITED) as (keyof ContextChanges)[];
  const told = fields.flatMap((field) => {
    const text = changes[field];
    if (text === undefined) return [];
    return [
      `${EDITED[field]}: ${text === '' ? 'emptied' : quoted(text.replaceAll('\n', ' · '), ROOM.short)}`,
    ];
  });
  return told.join(' ');
}
