import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export type PageAssets = { readonly html: string; readonly js: string; readonly css: string };

const here = dirname(fileURLToPath(import.meta.url));
let bundled: Promise<PageAssets> | undefined;

/**
 * The sandbox's page, bundled on first use and kept. `html` asks for `/page.js` and `/page.css`, nothing else,
 * so the server answers three addresses. Independent of the working directory.
 */
export function pageAssets(): Promise<PageAssets> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<PageAssets> {
  const result = await build({
    absWorkingDir: here,
    entryPoints: { page: join(here, 'main.tsx'), style: join(here, 'styles/page.css') },
    outdir: join(here, 'out'),
    write: false,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    legalComments: 'none',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const text = (suffix: string): string =>
    result.outputFiles.find((file) => file.path.endsWith(suffix))?.text ?? '';
  return { html, js: text('page.js'), css: text('style.css') };
}

const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<title>Sandbox</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%234a154b'/%3E%3Ccircle cx='8' cy='8' r='3.4' fill='%23fff'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/page.css">
</head>
<body>
<div id="root"><p class="boot">Opening the sandbox…</p></div>
<noscript>The sandbox's page needs JavaScript.</noscript>
<script src="/page.js" defer></script>
</body>
</html>
`;
