import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { PluginOption } from 'vite';
import { startWorker } from '../../runtime/test/support/run-worker.ts';
import { backgroundFetch } from '../src/index.ts';
import { type App, buildApp, createApp } from './support/app.ts';
import { beside, PWA, PWA_COMPILED, ROUTES } from './support/ways.ts';

/** Patterns that no file fits. */
const NONE = ['**/*.none'];

const generated = { ...PWA, manifest: false, workbox: { globPatterns: NONE } } as const;
const compiled = { ...PWA_COMPILED, injectManifest: { globPatterns: NONE } } as const;

const WAYS: Record<string, () => PluginOption[]> = {
  generateSW: () => backgroundFetch({ ...ROUTES, generateSW: { globPatterns: NONE } }),
  'generateSW without patterns': () => backgroundFetch({ ...ROUTES, generateSW: { globPatterns: [] } }),
  'generateSW that ignores everything': () =>
    backgroundFetch({ ...ROUTES, generateSW: { globIgnores: ['**'] } }),
  'generateSW whose transform leaves nothing': () =>
    backgroundFetch({ ...ROUTES, generateSW: { manifestTransforms: [() => ({ manifest: [] })] } }),
  'generateSW with an empty list of routes': () =>
    backgroundFetch({ ...ROUTES, generateSW: { globPatterns: NONE, runtimeCaching: [] } }),
  injectManifest: () =>
    backgroundFetch({ ...ROUTES, injectManifest: { swSrc: 'src/empty-sw.js', globPatterns: NONE } }),
  'VitePWA, generateSW': () => beside(generated),
  'option pwa, generateSW': () => backgroundFetch({ ...ROUTES, pwa: generated }),
  'VitePWA, injectManifest': () => beside({ ...compiled, filename: 'empty-sw.js' }),
};

const test = suite<{ app: App }>('a worker that precaches nothing');

test.before(async (context) => {
  context.app = await createApp({ 'src/empty-sw.js': 'self.manifest = self.__WB_MANIFEST;' });
});
test.after(({ app }) => app.remove());

for (const [name, plugins] of Object.entries(WAYS)) {
  test(name, async ({ app }) => {
    const outDir = `dist-${Object.keys(WAYS).indexOf(name)}`;
    await buildApp(app, plugins(), { build: { outDir } });
    const file = (await app.files(outDir)).find((path) => /^(?:empty-)?sw\.js$/.test(path)) ?? 'no worker';
    const worker = await startWorker(join(app.root, outDir, file));
    assert.ok(worker.handlers.has('backgroundfetchsuccess'));
    assert.is(await worker.serve('/index.html'), undefined, 'it leaves all else to the network');
    assert.not.match(await app.read(join(outDir, file)), /"?revision"?:\s*(?:null|"[\da-f]{32}")/);
  });
}

test.run();
