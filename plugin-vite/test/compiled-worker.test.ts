import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { InlineConfig } from 'vite';
import { backgroundFetch } from '../src/index.ts';
import { type App, buildApp, bytes, createApp } from './support/app.ts';
import { runWorker } from './support/built-worker.ts';
import { ROUTES } from './support/ways.ts';

interface Case {
  name: string;
  swDest?: string;
  config?: InlineConfig;
  /** What the worker imports besides. */
  source?: string;
  /** All that is written for the worker, but for the fallback engine. */
  written: string[];
}

const CASES: Case[] = [
  { name: 'as it is by default', written: ['dist/sw.js'] },
  { name: 'with a map', config: { build: { sourcemap: true } }, written: ['dist/sw.js', 'dist/sw.js.map'] },
  { name: 'with a map in it', config: { build: { sourcemap: 'inline' } }, written: ['dist/sw.js'] },
  {
    name: 'with a map that it does not name',
    config: { build: { sourcemap: 'hidden' } },
    written: ['dist/sw.js', 'dist/sw.js.map'],
  },
  {
    name: 'in a folder',
    swDest: 'js/sw.js',
    config: { build: { sourcemap: true } },
    written: ['dist/js/sw.js', 'dist/js/sw.js.map'],
  },
  {
    name: 'above the output folder',
    swDest: '../sw.js',
    config: { base: '/dist/', build: { sourcemap: true } },
    written: ['sw.js', 'sw.js.map'],
  },
  {
    name: 'with a file of its own',
    source: "import engine from './engine.wasm?url'; self.engine = engine;",
    written: ['dist/assets/engine-HASH.wasm', 'dist/sw.js'],
  },
];

const FORMER = '// the worker of before';

const test = suite<{ app: App }>('a compiled worker');

test.before.each(async (context) => {
  context.app = await createApp({ 'src/engine.wasm': bytes(9000, 1) });
});
test.after.each(({ app }) => app.remove());

for (const { name, swDest = 'sw.js', config, source = '', written } of CASES) {
  for (const former of [undefined, FORMER]) {
    const before = former === undefined ? 'nothing' : 'the former one';
    test(`is in its place only when it is whole, and until then ${before}: ${name}`, async ({ app }) => {
      const worker = join(app.root, 'dist', swDest);
      const path = written.find((file) => file.endsWith('sw.js')) ?? '';
      await app.write('src/sw.ts', `${source}\n${await app.read('src/sw.ts')}`);
      if (former !== undefined) {
        await app.write(path, former);
        await app.write(`${path}.map`, '{}');
      }
      const present = new Set(await app.files('.'));
      const seen: (string | undefined)[] = [];
      const look = async <M>(manifest: M): Promise<{ manifest: M }> => {
        seen.push(existsSync(worker) ? readFileSync(worker, 'utf8') : undefined);
        return { manifest };
      };
      const injectManifest = {
        swSrc: 'src/sw.ts',
        swDest,
        globPatterns: ['**/*'],
        manifestTransforms: [look],
      };
      const { build, ...others } = config ?? {};
      await buildApp(app, backgroundFetch({ ...ROUTES, injectManifest, dts: false }), {
        ...others,
        build: { emptyOutDir: false, ...build },
      });
      assert.equal(seen, [former]);
      const after = (await app.files('.')).filter((file) => !present.has(file) || file.startsWith(path));
      const folder = dirname(path) === '.' ? '' : `${dirname(path)}/`;
      assert.equal(
        after
          .filter((file) => isForWorker(file, folder))
          .map((file) => file.replace(/-[\w-]{8}\.wasm/, '-HASH.wasm')),
        former === undefined || written.includes(`${path}.map`)
          ? written
          : [...written, `${path}.map`].sort(),
      );
      const { manifests, listeners } = runWorker(worker);
      assert.ok((manifests[0]?.length ?? 0) > 3);
      assert.equal(
        manifests.flat().filter((url) => /(?:^|\/)sw\.js/.test(url)),
        [],
      );
      assert.ok(listeners.includes('backgroundfetchsuccess'));
    });
  }
}

/** All that the app's own build has not written. */
function isForWorker(file: string, folder: string): boolean {
  return (file.startsWith(folder) && /^\.?sw\.js/.test(file.slice(folder.length))) || file.endsWith('.wasm');
}

test.run();
