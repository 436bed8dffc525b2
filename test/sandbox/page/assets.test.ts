import { tmpdir } from 'node:os';
import { afterAll, expect, test, vi } from 'vitest';

// Another file of the same worker may have bundled it already, in the folder of the project.
vi.resetModules();
const { pageAssets } = await import('../../../src/sandbox/page/assets.ts');

const home = process.cwd();
afterAll(() => process.chdir(home));

test('the page bundles from any folder into one page, one script and one style sheet', async () => {
  process.chdir(tmpdir());
  const { html, js, css } = await pageAssets();
  expect(html).toContain('<script src="page.js"');
  expect(html).toContain('href="page.css"');
  expect(js).toContain('/client');
  expect(css).toContain('.sidebar');
  expect(css).toContain('slack_blocks_to_jsx');
});

test('the page asks no other server for anything', async () => {
  const { html, css } = await pageAssets();
  expect(html.match(/(?:src|href)="[^"]*"/g)).toEqual([
    expect.stringContaining('data:'),
    'href="page.css"',
    'src="page.js"',
  ]);
  expect(css).not.toMatch(/url\(["']?(?:https?:)?\/\//);
  expect(css).not.toMatch(/@import|@font-face/);
});

test('it is bundled once', async () => {
  expect(await pageAssets()).toBe(await pageAssets());
});
