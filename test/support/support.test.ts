import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { describeProcess } from '../../src/postgres/process-info.ts';
import { chromiumAvailable, sharedChromium } from './chromium.ts';
import { testDatabase } from './database.ts';
import { redisAvailable, startRedis } from './redis.ts';

test('every test database is migrated, empty and apart from the others', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()]);
  await one.db.workspace.create({ data: { id: 'T1', name: 'One' } });
  expect(await one.db.workspace.count()).toBe(1);
  expect(await other.db.workspace.count()).toBe(0);
  await Promise.all([one.stop(), other.stop()]);
});

describe.skipIf(!redisAvailable)('a Redis for a test', () => {
  test('keeps its data on disk, evicts nothing and is gone afterwards', async () => {
    const redis = await startRedis();
    const client = new Redis(redis.url);
    expect(await client.config('GET', 'appendonly')).toEqual(['appendonly', 'yes']);
    expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    client.disconnect();
    await redis.stop();
    expect(await describeProcess(redis.pid)).toBeUndefined();
  });
});

describe.skipIf(!chromiumAvailable)('a browser for a test', () => {
  test('shows a page', async () => {
    const browser = await sharedChromium();
    const page = await browser.newPage();
    await page.setContent('<h1>Hello</h1>');
    expect(await page.textContent('h1')).toBe('Hello');
    await page.close();
  });
});
