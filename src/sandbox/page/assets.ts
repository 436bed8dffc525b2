import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, type Made } from './cached.ts';

export type PageAssets = { readonly html: string; readonly js: string; readonly css: string };

const here = dirname(fileURLToPath(import.meta.url));
const esbuildPackage = createRequire(import.meta.url).resolve('esbuild/package.json');
let bundled: Promise<PageAssets> | undefined;

/**
 * The sandbox's page, bundled on first use and kept, for later starts in `node_modules/.cache`. `html` asks for
 * `page.js` and `page.css` beside it, nothing else, so the server answers three addresses. Independent of the working directory.
 */
export function pageAssets(): Promise<PageAssets> {
  const name = createHash('sha256').update(here).digest('hex').slice(0, 16);
  const file = join(dirname(esbuildPackage), '../.cache/slack-sandbox', `${name}.json`);
  bundled ??= cached(file, bundle).then((scripts) => ({ html, ...scripts }));
  return bundled;
}

async function bundle(): Promise<Made<Omit<PageAssets, 'html'>>> {
  const { build } = await import('esbuild');
  const { metafile, outputFiles } = await build({
    absWorkingDir: here,
    entryPoints: { page: join(here, 'main.tsx'), style: join(here, 'styles/page.css') },
    outdir: join(here, 'out'),
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    legalComments: 'none',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const text = (suffix: string): string => outputFiles.find(({ path }) => path.endsWith(suffix))?.text ?? '';
  const sources = Object.keys(metafile.inputs);
  return {
    value: { js: text('page.js'), css: text('style.css') },
    inputs: [fileURLToPath(import.meta.url), esbuildPackage, ...sources.map((name) => join(here, name))],
  };
}

const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<title>Sandbox</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%234a154b'/%3E%3Ccircle cx='8' cy='8' r='3.4' fill='%23fff'/%3E%3C/svg%3E">
<link rel="stylesheet" href="page.css">
</head>
<body>
<div id="root"><p class="boot">Opening the sandbox…</p></div>
<noscript>The sandbox's page needs JavaScript.</noscript>
<script src="page.js" defer></script>
</body>
</html>
`;
