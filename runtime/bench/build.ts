// What the plugin adds to the demo's build: vite-plugin-pwa with our plugin, and without it, in turns.
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type PluginOption } from 'vite';
import { backgroundFetch } from 'vite-plugin-background-fetch';
import { VitePWA } from 'vite-plugin-pwa';
import { routes } from '../../demo/routes.ts';
import { type Pair, summarise } from './support/pairs.ts';
import { report, versionOf } from './support/result.ts';

const PAIRS = Number(process.env.BENCH_PAIRS ?? 7);
const root = fileURLToPath(new URL('../../demo', import.meta.url));
const pwa = { manifest: false, injectRegister: false, workbox: { globIgnores: ['pyodide/**'] } } as const;

/** The demo imports the client all the same. */
const withoutClient: Plugin = {
  name: 'without-client',
  resolveId: (id) => (id === 'virtual:background-fetch' ? '\0without-client' : undefined),
  load: (id) => (id === '\0without-client' ? 'export const downloads = new EventTarget();' : undefined),
};

async function time(plugins: PluginOption[], outDir: string): Promise<number> {
  const start = performance.now();
  await build({
    configFile: false,
    root,
    logLevel: 'silent',
    plugins,
    build: { outDir: `build/bench-${outDir}`, emptyOutDir: true },
  });
  return performance.now() - start;
}

const contestants: Record<keyof Pair, () => Promise<number>> = {
  ours: () => time([backgroundFetch({ routes, pwa })], 'ours'),
  other: () => time([withoutClient, VitePWA(pwa)], 'other'),
};

const pairs: Pair[] = [];
for (let run = 0; run <= PAIRS; run++) {
  const order: (keyof Pair)[] = run % 2 === 0 ? ['ours', 'other'] : ['other', 'ours'];
  const pair: Pair = { ours: Number.NaN, other: Number.NaN };
  for (const name of order) pair[name] = await contestants[name]();
  // The first warms up.
  if (run > 0) pairs.push(pair);
}
await report('build', { vite: await versionOf('vite'), node: process.version }, [
  { case: "the demo's build beside vite-plugin-pwa", unit: 'ms', ...summarise(pairs) },
]);
