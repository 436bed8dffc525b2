import { describe, expect, test } from 'vitest';
import { createCrew } from '../../src/engine/keyed-work-queue.ts';

/** A step that waits to be let go, and how many are under way. */
function gate() {
  const waiting: (() => void)[] = [];
  const begun: string[] = [];
  const step = async (id: string) => {
    begun.push(id);
    await new Promise<void>((resolve) => waiting.push(resolve));
    return false;
  };
  const letGo = async () => {
    for (const go of waiting.splice(0)) go();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { step, begun, letGo, settle };
}

describe('a crew', () => {
  test('works on so many at a time, first come first served', async () => {
    const { step, begun, letGo, settle } = gate();
    const crew = createCrew(step, 2);
    for (const id of ['a', 'b', 'c', 'd']) void crew.work(id);
    await settle();
    expect(begun).toEqual(['a', 'b']);
    await letGo();
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  });

  test('has one hand on each, and goes over it again when asked meanwhile', async () => {
    const { step, begun, letGo, settle } = gate();
    const crew = createCrew(step, 4);
    const first = crew.work('a');
    await settle();
    const second = crew.work('a');
    await settle();
    expect(begun).toEqual(['a']);
    await letGo();
    expect(begun).toEqual(['a', 'a']);
    await letGo();
    await Promise.all([first, second]);
    expect(begun).toEqual(['a', 'a']);
  });

  test('tells of what a step threw, and goes on with the next', async () => {
    const crew = createCrew(async (id) => {
      if (id === 'bad') throw new Error('broken');
      return false;
    }, 1);
    await expect(crew.work('bad')).rejects.toThrow('broken');
    await crew.work('good');
    await expect(crew.work('bad')).rejects.toThrow('broken');
  });

  test('that is stopped ends what is under way and begins nothing', async () => {
    const { step, begun, letGo, settle } = gate();
    const crew = createCrew(step, 1);
    void crew.work('a');
    void crew.work('b');
    await settle();
    const stopped = crew.stop();
    await letGo();
    await stopped;
    void crew.work('c');
    await settle();
    expect(begun).toEqual(['a']);
  });
});
