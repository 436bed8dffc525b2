import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import type { Sandbox } from '../../src/sandbox/start.ts';
import { card, freshTicket } from './acts.ts';
import type { TestDatabase } from './database.ts';
import { words } from './words.ts';

/** Where a story is played: whatever stands behind it may come and go. */
export type Stage = {
  readonly sandbox: Sandbox;
  readonly database: TestDatabase;
  now(): number;
  pass(ms: number): Promise<void>;
  quiet(): Promise<void>;
};

/** One swarm's story so far, as its acts need it. */
export type Scene = {
  readonly stage: Stage;
  readonly ticket: string;
  person(handle: string): Actor;
  /** Id of the swarm's channel; throws while there is none. */
  readonly channel: string;
  /** The words on the pinned card. */
  card(): string;
};

export type Act = {
  readonly title: string;
  /** What people do. Done again when it got no answer and nothing shows. */
  readonly does: (scene: Scene) => Promise<unknown>;
  /** What everybody can see once it has happened, and nobody before. */
  readonly shows: (scene: Scene) => boolean | Promise<boolean>;
};

/** A story that can be played anywhere: by itself, and with Muster killed at any moment of it. It ends resolved. */
export type Script = { readonly title: string; readonly acts: readonly Act[] };

const patienceMs = 3_000;
const tries = 6;

/**
 * Plays a story to its end as people would. An act counts once what it shows is seen; one during which `wasDisturbed`
 * came true may be done again, any other has to succeed at once, and must not show before.
 */
export async function play(
  stage: Stage,
  script: Script,
  wasDisturbed: () => boolean = () => false,
): Promise<Scene> {
  const scene = openScene(stage);
  for (const act of script.acts) await perform(scene, act, wasDisturbed);
  return scene;
}

async function perform(scene: Scene, act: Act, wasDisturbed: () => boolean): Promise<void> {
  const isNoSign = !wasDisturbed() && (await showsNow(scene, act));
  if (isNoSign) throw inAct(act, new Error('it shows before it is done'));
  for (let left = tries; ; left--) {
    let failure: unknown;
    try {
      await act.does(scene);
    } catch (error) {
      failure = error;
    }
    if (failure && !wasDisturbed()) throw inAct(act, failure);
    await scene.stage.quiet();
    if (await isSeen(scene, act)) return;
    if (!wasDisturbed() || left === 0) throw inAct(act, failure ?? new Error('nothing of it shows'));
    await closeModals(scene);
  }
}

async function isSeen(scene: Scene, act: Act): Promise<boolean> {
  for (let waited = 0; ; waited += 20) {
    if (await showsNow(scene, act)) return true;
    if (waited >= patienceMs) return false;
    await sleep(20);
    if (waited % 200 === 0) await scene.stage.quiet();
  }
}

/** What throws, since it looks for something that is not there yet, does not show. */
async function showsNow(scene: Scene, act: Act): Promise<boolean> {
  try {
    return await act.shows(scene);
  } catch {
    return false;
  }
}

async function closeModals({ stage }: Scene): Promise<void> {
  for (const handle of cast) stage.sandbox.person(handle).view() && stage.sandbox.person(handle).close(true);
}

/** Those who act in the stories. */
const cast = ['riley', 'robin', 'dana', 'sam', 'lee', 'chloe', 'morgan', 'noor', 'mateo', 'ada'];

function openScene(stage: Stage): Scene {
  const riley = stage.sandbox.person('riley');
  const swarms = () => riley.conversations().filter((one) => one.name.startsWith('esc-'));
  const before = new Set(swarms().map((one) => one.id));
  let channel: string | undefined;
  return {
    stage,
    ticket: freshTicket(),
    person: (handle) => stage.sandbox.person(handle),
    get channel() {
      channel ??= swarms().find((one) => !before.has(one.id))?.id;
      if (channel === undefined) throw new Error('there is no swarm yet');
      return channel;
    },
    card() {
      const seer = [riley, stage.sandbox.person('sam')].find((one) =>
        stage.sandbox.person('dana').members(this.channel).includes(one.id),
      );
      return words(card(seer ?? riley, this.channel));
    },
  };
}

function inAct(act: Act, cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Error(`${act.title}: ${why}`, { cause });
}

/** Whether the scene's timeline holds so many events of a type; more are as wrong as fewer. */
export async function timeline({ stage, channel }: Scene, type: string, times: number): Promise<boolean> {
  const { db } = stage.database;
  const { id } = await db.escalation.findFirstOrThrow({ where: { channelId: channel } });
  return (await db.event.count({ where: { escalationId: id, type } })) === times;
}
