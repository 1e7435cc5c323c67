import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type BuiltFile, fileInMemory } from '../../../src/build/assets/built-file.ts';
import { resolveOptions } from '../../../src/build/options/resolve-options.ts';
import { createWorkerConfig, type WorkerBuild } from '../../../src/build/plan/worker-config.ts';
import { canonicalUrl } from '../../../src/shared/canonical-url.ts';
import { fillUrl } from '../../../src/shared/fill.ts';
import { parseTemplate } from '../../../src/shared/pattern.ts';
import type { EachOptions, RouteOptions } from '../../../src/shared/route.ts';
import type { WorkerRoute } from '../../../src/shared/worker-config.ts';
import { compileRoutes } from '../../support/compile-routes.ts';
import { failsWith } from '../../support/fails-with.ts';

/** Files in memory whose content is their path. */
const files = (...paths: string[]): BuiltFile[] => paths.map((path) => fileInMemory(path, path));

function configure(route: Partial<RouteOptions>, ...paths: string[]): Promise<WorkerBuild> {
  const options = resolveOptions({ routes: [{ id: 'r/:a', requests: '/none', ...route }], fallback: false });
  return createWorkerConfig(options, { files: files(...paths), workerPath: 'sw.js', base: '/' });
}

const ROW = { each: 'n', to: 3, url: 'p/:a/:n.x' };
const LIST = { list: 'api/:a', urls: '/*' };

const ROUTES: [route: Partial<RouteOptions>, expected: Partial<WorkerRoute>][] = [
  [
    { requests: 'page', serve: 'm/*' },
    { requests: [], page: 1, serve: ['m/*'] },
  ],
  [
    { requests: ['page', '/x'], serve: ['m/:a/*', 'https://cdn.example/*'] },
    { requests: [{ url: '/x' }], page: 1, serve: ['m/:a/*', 'https://cdn.example/*'] },
  ],
  [{ requests: ROW }, { requests: [], each: [ROW] }],
  [
    { requests: { ...ROW, from: 0, pad: 3, to: ':metadata.count', contentEncoding: 'gzip', url: ':n#x' } },
    { requests: [], each: [{ each: 'n', from: 0, pad: 3, to: ':metadata.count', url: ':n' }] },
  ],
  [
    { requests: LIST, serve: 'm/*' },
    { requests: [], lists: [LIST], serve: ['m/*'] },
  ],
  [
    { requests: { ...LIST, method: 'GET', credentials: 'include', sizes: '/sizes/*' }, serve: 'm/*' },
    { requests: [], lists: [{ ...LIST, credentials: 'include', sizes: '/sizes/*' }], serve: ['m/*'] },
  ],
  // What files are asked for under need not be said twice.
  [
    { requests: { ...LIST, as: 'm/:a/:file' } },
    { requests: [], lists: [{ ...LIST, as: 'm/:a/:file' }], serve: ['m/:a/:file'] },
  ],
  [
    {
      requests: [
        { ...LIST, as: ':file' },
        { ...LIST, list: 'other', as: ':file' },
        { ...LIST, as: '/*/path' },
      ],
      serve: 'm/*',
    },
    {
      requests: [],
      lists: [
        { ...LIST, as: ':file' },
        { ...LIST, list: 'other', as: ':file' },
        { ...LIST, as: '/*/path' },
      ],
      serve: ['m/*', ':file'],
    },
  ],
  [
    { requests: '/x', click: { success: 'r/:a' }, title: ':metadata.name' },
    { requests: [{ url: '/x' }], click: { success: 'r/:a' }, title: ':metadata.name' },
  ],
];

for (const [route, expected] of ROUTES) {
  test(`${JSON.stringify(route)} as the worker has it`, async () => {
    assert.equal((await configure(route)).config, { routes: [{ id: 'r/:a', ...expected }] });
  });
}

const SERVED: [as: string, file: string, id?: string][] = [
  ['m/:a/:file', '01 Ouverture (Live) & more.mp3'],
  ['./m/:index.mp3', 'x.mp3'],
  ['/m/:a-:index{-:b}?/:file', '100%.mp3', 'r/:a/:b?'],
  ['m/:a/:file', 'caf\u00e9 #1?.mp3', 'r/:a+'],
  ['./m\\:x/:file', "it's [1].mp3"],
  ['?file=:file&in=:a', 'a b&c.mp3'],
];

for (const [as, file, id = 'r/:a'] of SERVED) {
  test(`what as ("${as}") makes of ${file} is served`, async () => {
    const { config } = await configure({ id, requests: { ...LIST, as } });
    const [route] = compileRoutes(config, 'https://app.example/sw.js', []);
    const params = { a: id.endsWith('+') ? 'x/y' : 'x', index: '12', file };
    const url = new URL(fillUrl(parseTemplate(as), params), 'https://app.example/').href;
    assert.ok(route?.serves(canonicalUrl(url)), url);
    assert.not(route?.serves('https://app.example/m/'));
    assert.not(route?.serves('https://cdn.example/m/x/1.mp3'));
  });
}

const FOUND: [row: Partial<EachOptions>, paths: string[], found: string[], id?: string][] = [
  [{}, ['p/x/1.x', 'p/x/3.x', 'p/x/4.x', 'p/x/0.x', 'p/y/2.x'], ['p/x/1.x', 'p/x/3.x', 'p/y/2.x']],
  [{}, ['p/x/01.x', 'p/x/a.x', 'p/x/-1.x', 'p/x/1.5.x', 'p/x/1e0.x', 'p/x/.x', 'p/x/y/1.x'], []],
  [{ pad: 2 }, ['p/x/1.x', 'p/x/01.x', 'p/x/001.x', 'p/x/03.x', 'p/x/04.x'], ['p/x/01.x', 'p/x/03.x']],
  [{ pad: 2, to: 100 }, ['p/x/99.x', 'p/x/100.x', 'p/x/0100.x'], ['p/x/99.x', 'p/x/100.x']],
  [{ from: 0, to: '1' }, ['p/x/0.x', 'p/x/1.x', 'p/x/2.x'], ['p/x/0.x', 'p/x/1.x']],
  [{ to: ':a' }, ['p/2/1.x', 'p/2/2.x', 'p/2/3.x'], ['p/2/1.x', 'p/2/2.x']],
  [{ from: ':a', to: 9 }, ['p/2/1.x', 'p/2/2.x', 'p/2/9.x'], ['p/2/2.x', 'p/2/9.x']],
  // Where the file's URL does not tell the end, any may be in the row.
  [{ to: ':metadata.count' }, ['p/x/1.x', 'p/x/99.x', 'p/x/0.x'], ['p/x/1.x', 'p/x/99.x']],
  [{ to: ':b', url: 'p/:a/:n.x' }, ['p/x/1.x', 'p/x/99.x'], ['p/x/1.x', 'p/x/99.x'], 'r/:a/:b'],
  [{ url: ':n/:a/:n' }, ['1/x/1', '1/x/2'], ['1/x/1']],
  [{ url: 'p/:a/:n.x?v=1' }, ['p/x/1.x'], []],
];

for (const [row, paths, found, id = 'r/:a'] of FOUND) {
  test(`${JSON.stringify(row)} leads to ${found} of ${paths}`, async () => {
    const { config, globbed } = await configure({ id, requests: { ...ROW, ...row } }, ...paths);
    assert.equal(Object.keys(config.files ?? {}), found.toSorted());
    assert.equal(globbed, []);
  });
}

test('a pattern of serve leads to no file of the build', async () => {
  const { config } = await configure({ requests: 'page', serve: 'm/*' }, 'm/1.x');
  assert.is(config.files, undefined);
});

const TOTALS: [downloadTotal: number, row: Partial<EachOptions>, paths: string[], known?: number][] = [
  // the content of a file is its path
  [14, {}, ['p/x/1.x', 'p/x/2.x', 'p/y/3.x']],
  [13, {}, ['p/x/1.x', 'p/x/2.x', 'p/y/3.x'], 14],
  [7, {}, ['p/x/1.x', 'p/x/4.x']],
  [7, { to: ':a' }, ['p/1/1.x', 'p/1/2.x', 'p/1/3.x']],
  [7, { to: ':a' }, ['p/2/1.x', 'p/2/2.x', 'p/2/3.x'], 14],
  [7, { to: ':metadata.count' }, ['p/x/1.x', 'p/x/2.x']],
  [1, { size: 0 }, ['p/x/1.x']],
];

for (const [downloadTotal, row, paths, known] of TOTALS) {
  test(`a downloadTotal of ${downloadTotal} for ${JSON.stringify(row)} and ${paths}`, async () => {
    const run = (): Promise<WorkerBuild> =>
      configure({ requests: { ...ROW, ...row }, downloadTotal }, ...paths);
    if (known === undefined) assert.is((await run()).config.routes[0]?.downloadTotal, downloadTotal);
    else await failsWith(run, 'download-total-too-small', `have ${known} bytes`);
  });
}

test('how the files of a row are sent is said once', async () => {
  const requests = [{ ...ROW, contentEncoding: 'gzip' as const }];
  await failsWith(
    () => configure({ requests }, 'p/x/1.x'),
    'wrong-encoding',
    'contentEncoding says "gzip" of the file p/x/1.x, whose bytes are not compressed',
  );
});

test.run();
