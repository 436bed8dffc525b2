import { describe, expect, test } from 'vitest';
import { type LifecycleOptions, type Phase, startPhases } from '../../src/boot/lifecycle.ts';

/** Phases that write down what happens to them, and the lines that a person sees. */
function record() {
  const happened: string[] = [];
  const said: string[] = [];
  const failures: string[] = [];
  const phase = (
    name: string,
    parts: { start?: () => Promise<void>; stop?: () => Promise<void> } = {},
  ): Phase => ({
    name,
    start: async () => {
      await parts.start?.();
      happened.push(`${name} starts`);
      return {
        says: `${name} is there`,
        stop: async () => {
          await parts.stop?.();
          happened.push(`${name} stops`);
        },
        kill: () => happened.push(`${name} is killed`),
      };
    },
  });
  const options: LifecycleOptions = {
    say: (line) => said.push(line),
    onStopFailure: (name, error) => failures.push(`${name}: ${(error as Error).message}`),
  };
  return { happened, said, failures, phase, options };
}

describe('phases', () => {
  test('start in order with a line each, and stop in the opposite order', async () => {
    const { happened, said, phase, options } = record();
    const lifecycle = await startPhases([phase('a'), phase('b'), phase('c')], options);
    expect(said).toEqual(['a: a is there', 'b: b is there', 'c: c is there']);
    await lifecycle.stop();
    expect(happened).toEqual(['a starts', 'b starts', 'c starts', 'c stops', 'b stops', 'a stops']);
  });

  test('stop once, however often they are asked to', async () => {
    const { happened, phase, options } = record();
    const lifecycle = await startPhases([phase('a')], options);
    await Promise.all([lifecycle.stop(), lifecycle.stop()]);
    expect(happened).toEqual(['a starts', 'a stops']);
  });

  test('that started are stopped again when a later one fails, and its error is the answer', async () => {
    const { happened, phase, options } = record();
    const broken = phase('c', { start: () => Promise.reject(new Error('no luck')) });
    await expect(startPhases([phase('a'), phase('b'), broken], options)).rejects.toThrow('no luck');
    expect(happened).toEqual(['a starts', 'b starts', 'b stops', 'a stops']);
  });

  test('that started are stopped again when a signal comes in between', async () => {
    const { happened, phase, options } = record();
    const interrupt = new AbortController();
    const second = phase('b', { start: async () => interrupt.abort(new Error('interrupted')) });
    const starting = startPhases([phase('a'), second, phase('c')], { ...options, signal: interrupt.signal });
    await expect(starting).rejects.toThrow('interrupted');
    expect(happened).toEqual(['a starts', 'b starts', 'b stops', 'a stops']);
  });

  test('that fail to stop are told of, and do not keep the others from stopping', async () => {
    const { happened, failures, phase, options } = record();
    const broken = phase('b', { stop: () => Promise.reject(new Error('stuck')) });
    const lifecycle = await startPhases([phase('a'), broken, phase('c')], options);
    await lifecycle.stop();
    expect(happened.slice(3)).toEqual(['c stops', 'a stops']);
    expect(failures).toEqual(['b: stuck']);
  });

  test('that hang are left behind in time for the first one to stop properly', async () => {
    const { happened, failures, phase, options } = record();
    const hanging = phase('b', { stop: () => new Promise(() => undefined) });
    const slow = phase('a', { stop: () => new Promise((done) => setTimeout(done, 150)) });
    const lifecycle = await startPhases([slow, hanging], {
      ...options,
      stopLimitMs: 400,
      reserveMs: 300,
    });
    await lifecycle.stop();
    expect(happened).toEqual(['a starts', 'b starts', 'a stops']);
    expect(failures).toEqual(['b: did not stop in time']);
  });

  test('are all killed at once when there is no time to stop', async () => {
    const { happened, phase, options } = record();
    const lifecycle = await startPhases([phase('a'), phase('b')], options);
    lifecycle.kill();
    expect(happened.slice(2)).toEqual(['a is killed', 'b is killed']);
  });
});
