import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
// The script is made of the bundle in the package, so it is the package that is tested.
import { withBackgroundFetch } from 'workbox-background-fetch/build';
import { injectManifest } from 'workbox-build';
import { inFolder, readFolder } from '../../support/temporary-folder.ts';

const INJECTED = 'self.manifest = self.__WB_MANIFEST;';
const CLASSIC = 'importScripts("SCRIPT");';
const MODULE = 'import "./SCRIPT";';

/** A worker, its first line in the end, and how many scripts of ours lie beside it. */
const WORKERS: [name: string, source: string, line: string, scripts: number][] = [
  ['a script', INJECTED, CLASSIC, 2],
  ['a strict one', `'use strict';\n${INJECTED}`, `"use strict";${CLASSIC}`, 2],
  [
    'a strict one after a licence',
    `/*! (c) */\r\n"use strict";\r\n${INJECTED}`,
    `"use strict";${CLASSIC}`,
    2,
  ],
  ['one that is strict in a function', `(() => { 'use strict'; })();${INJECTED}`, CLASSIC, 2],
  ['one that imports scripts', `importScripts('own.js');${INJECTED}`, CLASSIC, 2],
  ['one that only may import a module', `self.load = () => import('./own.js');${INJECTED}`, CLASSIC, 2],
  ['a module that imports', `import './own.js';${INJECTED}`, MODULE, 1],
  ['a module that exports', `${INJECTED}export {};`, MODULE, 1],
  ['a module that asks for its URL', `self.own = import.meta.url;${INJECTED}`, MODULE, 1],
  ['one that Node does not know', `@later class Own {}\n${INJECTED}`, CLASSIC, 2],
];

for (const [name, source, line, count] of WORKERS) {
  test(`injectManifest of workbox-build, ${name}: it is what it was, and imports the routes first`, () =>
    inFolder({ 'dist/media/one.mp3': 'one', 'dist/a.css': 'a', 'src/sw.js': source }, async (root) => {
      const config = {
        globDirectory: join(root, 'dist'),
        swSrc: join(root, 'src/sw.js'),
        swDest: join(root, 'dist/sw.js'),
        backgroundFetch: { routes: [{ id: 'episode/:slug', requests: 'media/:slug.mp3' }] },
      };
      await injectManifest(withBackgroundFetch(config));
      const { 'dist/sw.js': worker = '', ...others } = await readFolder(root);
      const scripts = Object.keys(others).filter((path) => path.startsWith('dist/background-fetch-'));
      const script = scripts.find((path) => path.includes('-sw.'))?.slice('dist/'.length) ?? '';
      const [first, ...rest] = worker.split('\n');
      assert.is(first, line.replace('SCRIPT', script));
      assert.match(rest.join('\n'), /self\.manifest = \[\{.*"url":"a\.css"/);
      assert.is(scripts.length, count);
      assert.is(/^const importScripts=/.test(others[`dist/${script}`] ?? ''), line === MODULE);
    }));
}

test.run();
