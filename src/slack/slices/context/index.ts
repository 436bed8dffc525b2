import type { Context, ContextChanges } from '../../../domain/slices/context.ts';
import { asksNothing, type SlackSlice } from '../../kit/slice.ts';
import { quoted, ROOM } from '../../kit/text.ts';
import { asSaid } from '../../kit/told.ts';
import { severityMark } from '../../kit/words.ts';
import { addNote } from './add-note.ts';
import { changeSeverity } from './change-severity.ts';
import { editContext } from './edit-context.ts';

export const context: SlackSlice<Context> = {
  events: {
    NoteAdded: {
      sentence: (event, _write, by) => `${by} ${NOTED[event.kind]}: ${quoted(event.text, ROOM.long)}`,
      ask: asksNothing,
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
