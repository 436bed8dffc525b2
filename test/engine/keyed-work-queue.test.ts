import { describe, expect, test } from 'vitest';
import { createKeyedWorkQueue } from '../../src/engine/keyed-work-queue.ts';

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
  const tick = () => new Promise((resolve) => setImmediate(resolve));
  return { step, begun, letGo, tick };
}

describe('a keyed work queue', () => {
  test('works on so many at a time, first come first served', async () => {
    const { step, begun, letGo, tick } = gate();
    const queue = createKeyedWorkQueue(step, 2);
    for (const id of ['a', 'b', 'c', 'd']) void queue.work(id);
    await tick();
    expect(begun).toEqual(['a', 'b']);
    await letGo();
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  });

  test('has one hand on each, and goes over it again when asked meanwhile', async () => {
    const { step, begun, letGo, tick } = gate();
    const queue = createKeyedWorkQueue(step, 4);
    const first = queue.work('a');
    await tick();
    const second = queue.work('a');
    await tick();
    expect(begun).toEqual(['a']);
    await letGo();
    expect(begun).toEqual(['a', 'a']);
    await letGo();
    await Promise.all([first, second]);
    expect(begun).toEqual(['a', 'a']);
  });

  test('tells of what a step threw, and goes on with the next', async () => {
    const queue = createKeyedWorkQueue(async (id) => {
      if (id === 'bad') throw new Error('broken');
      return false;
    }, 1);
    await expect(queue.work('bad')).rejects.toThrow('broken');
    await queue.work('good');
    await expect(queue.work('bad')).rejects.toThrow('broken');
  });

  test('that is stopped ends what is under way and begins nothing', async () => {
    const { step, begun, letGo, tick } = gate();
    const queue = createKeyedWorkQueue(step, 1);
    void queue.work('a');
    void queue.work('b');
    await tick();
    const stopped = queue.stop();
    await letGo();
    await stopped;
    void queue.work('c');
    await tick();
    expect(begun).toEqual(['a']);
  });
});
