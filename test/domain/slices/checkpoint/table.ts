import { HOUR, MINUTE } from '../../../../src/domain/kernel/time.ts';
import type { Checkpoints } from '../../../../src/domain/slices/checkpoint.ts';
import { START } from '../../../support/given.ts';
import { DUE, open, opened } from '../../tables/cast.ts';
import { asked, CARD, EVERYWHERE, LATER, say } from '../../tables/parts.ts';
import type { SliceTable } from '../../tables/slice-table.ts';
import { checkpointCases } from './cases.ts';

const CHECKPOINT = { number: 1, dueAt: DUE, setAt: START, asked: 'no', missed: false } as const;

export const checkpoint: SliceTable<Checkpoints> = {
  cases: checkpointCases,
  evolve: {
    CheckpointPromised: [
      {
        name: 'the first checkpoint is open',
        given: [opened],
        event: { type: 'CheckpointPromised', number: 1, dueAt: DUE },
        changes: { checkpoint: CHECKPOINT, checkpoints: 1 },
      },
      {
        name: 'the next checkpoint has not been asked for',
        given: [
          ...open,
          { type: 'CheckpointAsked', number: 1, when: 'ahead', communicator: 'rita' },
          { type: 'CustomerUpdated', text: 'Soon', over: 'chat', met: 1 },
        ],
        event: { type: 'CheckpointPromised', number: 2, dueAt: DUE + HOUR, at: LATER },
        changes: {
          checkpoint: { number: 2, dueAt: DUE + HOUR, setAt: LATER, asked: 'no', missed: false },
          checkpoints: 2,
          asks: [],
        },
      },
    ],
    CheckpointMoved: [
      {
        name: 'asking and missing start anew, the earlier asks stay known',
        given: [
          ...open,
          { type: 'CheckpointAsked', number: 1, when: 'due', communicator: 'rita' },
          { type: 'CheckpointMissed', number: 1, dueAt: DUE, communicator: 'rita', monitor: 'morgan' },
        ],
        event: { type: 'CheckpointMoved', number: 1, from: DUE, to: DUE + HOUR, reason: 'Out', at: LATER },
        changes: { checkpoint: { number: 1, dueAt: DUE + HOUR, setAt: LATER, asked: 'no', missed: false } },
      },
    ],
    CheckpointAsked: [
      {
        name: 'the communicator was asked ahead',
        given: open,
        event: { type: 'CheckpointAsked', number: 1, when: 'ahead', communicator: 'rita' },
        changes: { checkpoint: { ...CHECKPOINT, asked: 'ahead' }, asks: [{ when: 'ahead', seq: 4 }] },
      },
      {
        name: 'the communicator was asked for what is due',
        given: [...open, { type: 'CheckpointAsked', number: 1, when: 'ahead', communicator: 'rita' }],
        event: { type: 'CheckpointAsked', number: 1, when: 'due', communicator: 'rita' },
        changes: {
          checkpoint: { ...CHECKPOINT, asked: 'due' },
          asks: [
            { when: 'ahead', seq: 4 },
            { when: 'due', seq: 5 },
          ],
        },
      },
    ],
    CheckpointMissed: [
      {
        name: 'the promise is missed',
        given: open,
        event: { type: 'CheckpointMissed', number: 1, dueAt: DUE, communicator: 'rita', monitor: 'morgan' },
        changes: { checkpoint: { ...CHECKPOINT, missed: true } },
      },
    ],
    CustomerUpdated: [
      {
        name: 'the checkpoint is met',
        given: open,
        event: { type: 'CustomerUpdated', text: 'Soon', over: 'chat', met: 1, by: 'sam', at: LATER },
        changes: { checkpoint: null, lastUpdate: { text: 'Soon', over: 'chat', by: 'sam', at: LATER } },
      },
    ],
  },
  react: {
    CheckpointPromised: [
      {
        name: 'the time is shown everywhere',
        given: open,
        event: { type: 'CheckpointPromised', number: 2, dueAt: DUE + HOUR },
        effects: EVERYWHERE,
      },
      {
        name: 'before the channel is there, there is nowhere to show it, and nothing comes before the people',
        given: [opened],
        event: { type: 'CheckpointPromised', number: 1, dueAt: DUE },
        effects: [],
      },
    ],
    CheckpointMoved: [
      {
        name: 'the new time is shown everywhere',
        given: open,
        event: { type: 'CheckpointMoved', number: 1, from: DUE, to: DUE + HOUR, reason: 'Out' },
        effects: [...EVERYWHERE, say(4)],
      },
      {
        name: 'what asked for the old time says that it moved',
        given: [...open, asked],
        event: { type: 'CheckpointMoved', number: 1, from: DUE, to: DUE + HOUR, reason: 'Out' },
        effects: [...EVERYWHERE, { type: 'ShowCheckpoint', number: 1, when: 'ahead', seq: 4 }, say(5)],
      },
    ],
    CheckpointAsked: [
      {
        name: 'the communicator is asked in the channel',
        given: open,
        event: asked,
        effects: [CARD, { type: 'ShowCheckpoint', number: 1, when: 'ahead', seq: 4 }],
      },
      {
        name: 'after a move they are asked in a new message',
        given: [
          ...open,
          asked,
          {
            type: 'CheckpointMoved',
            number: 1,
            from: DUE,
            to: DUE + HOUR,
            reason: 'Out',
            at: START + MINUTE,
          },
        ],
        event: asked,
        effects: [
          CARD,
          { type: 'ShowCheckpoint', number: 1, when: 'ahead', seq: 4 },
          { type: 'ShowCheckpoint', number: 1, when: 'ahead', seq: 6 },
        ],
      },
      {
        name: 'asked again when it is due, the earlier message falls silent',
        given: [...open, asked],
        event: { ...asked, when: 'due' },
        effects: [
          CARD,
          { type: 'ShowCheckpoint', number: 1, when: 'ahead', seq: 4 },
          { type: 'ShowCheckpoint', number: 1, when: 'due', seq: 5 },
        ],
      },
    ],
    CheckpointMissed: [
      {
        name: 'the monitor is told',
        given: open,
        event: { type: 'CheckpointMissed', number: 1, dueAt: DUE, communicator: 'rita', monitor: 'morgan' },
        effects: [...EVERYWHERE, { type: 'Tell', person: 'morgan', seq: 4 }],
      },
    ],
    CustomerUpdated: [
      {
        name: 'every message that asked for it says that it was done',
        given: [...open, asked, { ...asked, when: 'due' }],
        event: { type: 'CustomerUpdated', text: 'Soon', over: 'chat', met: 1 },
        effects: [
          ...EVERYWHERE,
          { type: 'ShowCheckpoint', number: 1, when: 'ahead', seq: 4 },
          { type: 'ShowCheckpoint', number: 1, when: 'due', seq: 5 },
          say(6),
        ],
      },
    ],
  },
  effects: {
    ShowCheckpoint: {
      effect: { type: 'ShowCheckpoint', number: 2, when: 'due', seq: 9 },
      key: 'checkpoint-2-due-9',
      needs: 'channel',
      lane: 'lines',
    },
  },
  refusals: {
    NotInFuture: [{ refusal: { code: 'NotInFuture' } }],
    TooFarAhead: [{ refusal: { code: 'TooFarAhead' }, says: ['90 days'] }],
    SameTime: [{ refusal: { code: 'SameTime' } }],
  },
};
