import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { WorkerPlace } from '../../../src/build/assets/base-from-worker.ts';
import { fileInMemory } from '../../../src/build/assets/built-file.ts';
import { resolveOptions } from '../../../src/build/options/resolve-options.ts';
import { createWorkerConfig, type WorkerBuild } from '../../../src/build/plan/worker-config.ts';
import { fillUrl } from '../../../src/shared/fill.ts';
import { parseTemplate } from '../../../src/shared/pattern.ts';
import { failsWith } from '../../support/fails-with.ts';

const CONTENT = { name: 'App', icons: [{ src: 'icon.png' }] };
const FILES = [
  fileInMemory('media/1.mp3', 'one'),
  fileInMemory('models/a.bin', 'model'),
  fileInMemory('manifest.webmanifest', JSON.stringify(CONTENT)),
];

function configure(place: WorkerPlace): Promise<WorkerBuild> {
  const options = resolveOptions({
    routes: [{ id: 'a/:b', requests: ['media/:b.mp3', { glob: 'models/*' }], click: 'pages/:b' }],
    fallback: false,
  });
  return createWorkerConfig(options, { files: FILES, ...place });
}

const ROOT = 'https://app.example';

/** How an app is laid out, the path of its worker's URL, and that of the app's base. */
const LAYOUTS: [name: string, place: WorkerPlace, worker: string, base: string][] = [
  ['a worker beside the app', { workerPath: 'sw.js' }, '/sw.js', '/'],
  ['the same in a folder', { workerPath: 'sw.js', base: '/app/' }, '/app/sw.js', '/app/'],
  [
    'the same deployed elsewhere than it was built for',
    { workerPath: 'sw.js', base: '/' },
    '/x/sw.js',
    '/x/',
  ],
  ['a worker deeper', { workerPath: 'js/sw.js', base: '/app/' }, '/app/js/sw.js', '/app/'],
  ['deeper still', { workerPath: 'a/b/sw.js', base: './' }, '/x/a/b/sw.js', '/x/'],
  ['Laravel: public/build, public/sw.js', { workerPath: '../sw.js', base: '/build/' }, '/sw.js', '/build/'],
  ['Laravel, worker in the output', { workerPath: 'sw.js', base: '/build/' }, '/build/sw.js', '/build/'],
  [
    'Laravel, relative base',
    { workerPath: '../sw.js', base: './', outputFolder: '/srv/app/public/build' },
    '/sw.js',
    '/build/',
  ],
  [
    'Laravel, relative base in a folder',
    { workerPath: '../sw.js', base: '', outputFolder: '/srv/app/public/build/' },
    '/shop/sw.js',
    '/shop/build/',
  ],
  ['Rails: public/vite, public/sw.js', { workerPath: '../sw.js', base: '/vite/' }, '/sw.js', '/vite/'],
  [
    'Symfony: public/build',
    { workerPath: '../service-worker.js', base: '/build/' },
    '/service-worker.js',
    '/build/',
  ],
  [
    'Django: static/ and a view',
    { workerPath: '../templates/sw.js', base: '/static/' },
    '/sw.js',
    '/static/',
  ],
  ['ASP.NET: wwwroot/dist', { workerPath: '../sw.js', base: '/dist/' }, '/sw.js', '/dist/'],
  [
    'WordPress: a theme, the worker at the top',
    { workerPath: '../../../../sw.js', base: '/wp-content/themes/t/dist/' },
    '/sw.js',
    '/wp-content/themes/t/dist/',
  ],
  [
    'a worker in a folder beside the output',
    { workerPath: '../workers/sw.js', base: '', outputFolder: '/srv/public/build' },
    '/workers/sw.js',
    '/build/',
  ],
  [
    'folders whose names are escaped in URLs',
    { workerPath: '../../sw.js', base: './', outputFolder: '/srv/my app/build #1' },
    '/sw.js',
    '/my%20app/build%20%231/',
  ],
  [
    'the files on a CDN, the worker above them',
    { workerPath: '../sw.js', base: 'https://cdn.example/x/', outputFolder: '/srv/public/build' },
    '/sw.js',
    '/build/',
  ],
  ['the files on a CDN', { workerPath: 'sw.js', base: '//cdn.example/x/' }, '/sw.js', '/'],
  ['Windows, deeper', { workerPath: 'js\\sw.js', base: '/app/' }, '/app/js/sw.js', '/app/'],
  ['Windows, outside', { workerPath: '..\\sw.js', base: '/build/' }, '/sw.js', '/build/'],
  [
    'Windows, by the folders on disk',
    { workerPath: '..\\sw.js', base: './', outputFolder: 'C:\\srv\\public\\build' },
    '/sw.js',
    '/build/',
  ],
  ['Windows, another drive', { workerPath: 'D:\\sw.js', base: '/build/' }, '/sw.js', '/build/'],
  ['who has said it is believed', { workerPath: 'sw.js', baseFromWorker: '/static/' }, '/sw.js', '/static/'],
  ['a way that leads out and in again', { workerPath: 'a/../sw.js' }, '/x/sw.js', '/x/'],
];

for (const [name, place, worker, base] of LAYOUTS) {
  test(`${name}: ${JSON.stringify(place)}`, async () => {
    const { config } = await configure(place);
    const [route] = config.routes;
    const appBase = new URL(config.base ?? './', ROOT + worker).href;
    const absolute = (url = ''): string => new URL(fillUrl(parseTemplate(url), { b: '1' }), appBase).href;
    assert.equal(
      {
        requests: route?.requests.map(({ url }) => absolute(url)),
        icons: route?.icons?.map(({ src }) => absolute(src)),
        click: absolute(route?.click as string),
        files: Object.keys(config.files ?? {}).map((key) => new URL(key, appBase).href),
      },
      {
        requests: ['media/1.mp3', 'models/a.bin'].map((path) => ROOT + base + path),
        icons: [`${ROOT}${base}icon.png`],
        click: `${ROOT}${base}pages/1`,
        files: ['media/1.mp3', 'models/a.bin'].map((path) => ROOT + base + path),
      },
    );
  });
}

const UNKNOWN: [place: WorkerPlace & { base: string }][] = [
  [{ workerPath: '../sw.js', base: './' }],
  [{ workerPath: '../sw.js', base: '' }],
  [{ workerPath: '../../sw.js', base: 'https://cdn.example/x/' }],
  [{ workerPath: '../sw.js', base: '//cdn.example/x/' }],
  [{ workerPath: '/srv/sw.js', base: '../' }],
  [{ workerPath: 'D:\\sw.js', base: './', outputFolder: 'C:\\srv\\build' }],
];

for (const [place] of UNKNOWN) {
  test(`nothing tells where the app is: ${JSON.stringify(place)}`, () =>
    failsWith(
      () => configure(place),
      'unknown-base',
      { worker: place.workerPath, base: place.base },
      `The service worker ${place.workerPath} is outside of the output folder, and the base "${place.base}"`,
      'Give the bundler a base that begins with a slash, such as "/build/"',
    ));
}

test.run();
