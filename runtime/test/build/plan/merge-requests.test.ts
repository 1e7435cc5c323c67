import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fileInMemory } from '../../../src/build/assets/built-file.ts';
import { resolveOptions } from '../../../src/build/options/resolve-options.ts';
import { createWorkerConfig, type WorkerBuild } from '../../../src/build/plan/worker-config.ts';
import type { RouteOptions } from '../../../src/shared/route.ts';
import { failsWith } from '../../support/fails-with.ts';

const PATHS = ['m/a.bin', 'm/b.bin', 'm/x [1].bin', 'n/c.bin'];

function configure(requests: RouteOptions['requests'], base = '/app/', paths = PATHS): Promise<WorkerBuild> {
  const options = resolveOptions({ routes: [{ id: 'r/:a', requests }], fallback: false });
  const files = paths.map((path) => fileInMemory(path, path));
  return createWorkerConfig(options, { files, workerPath: 'sw.js', base });
}

const ONE = { url: 'm/a.bin' };
const TWO = { url: 'm/b.bin' };
const SPELLED = { url: 'm/x%20[1].bin' };

const MERGED: [name: string, requests: RouteOptions['requests'], expected: unknown[]][] = [
  ['the same name twice', ['m/a.bin', 'm/a.bin'], [ONE]],
  ['by name and by glob', ['m/a.bin', { glob: 'm/[ab].bin' }], [ONE, TWO]],
  ['by glob and by name', [{ glob: 'm/[ab].bin' }, 'm/a.bin'], [ONE, TWO]],
  [
    'globs that overlap',
    [{ glob: 'm/[ab].bin' }, { glob: ['m/*', 'n/*'] }],
    [ONE, TWO, SPELLED, { url: 'n/c.bin' }],
  ],
  ['one glob with overlapping patterns', { glob: ['m/a*', '**/a.bin'] }, [ONE]],
  ['other spellings', ['m/x [1].bin', 'm/x%20%5b1%5D.bin', { glob: 'm/x*' }], [{ url: 'm/x [1].bin' }]],
  ['with a fragment', ['m/a.bin#t=1', 'm/a.bin', 'm/a.bin#'], [ONE]],
  ['only with a fragment', ['m/:a.bin#t=1'], [{ url: 'm/:a.bin' }]],
  ['relative, and from the root', ['m/a.bin', '/app/m/a.bin', './m/../m/a.bin'], [ONE]],
  ['templates', ['m/:a.bin', './m/:a.bin', '/app/m/:a.bin#x'], [{ url: 'm/:a.bin' }]],
  ['templates with groups', ['m{/:a}?', 'm{/:a}?#x'.replace('#x', '')], [{ url: 'm{/:a}?' }]],
  [
    'another origin',
    ['https://cdn.example/a', 'HTTPS://CDN.example:443/a'],
    [{ url: 'https://cdn.example/a' }],
  ],
  ['options, then none', [{ ...ONE, size: 5 }, 'm/a.bin'], [{ ...ONE, size: 5 }]],
  ['none, then options', ['m/a.bin', TWO, { ...ONE, size: 5 }], [{ ...ONE, size: 5 }, TWO]],
  [
    'options of a name and a glob',
    [{ glob: 'm/[ab].bin' }, { ...TWO, revision: '1' }],
    [ONE, { ...TWO, revision: '1' }],
  ],
  [
    'options of a name, then a glob',
    [
      { ...ONE, size: 5 },
      { glob: 'm/a.bin', contentEncoding: 'identity' },
    ],
    [{ ...ONE, size: 5 }],
  ],
  [
    'the same options',
    [
      { ...ONE, headers: { accept: 'x' } },
      { ...ONE, headers: { accept: 'x' } },
    ],
    [{ ...ONE, headers: { accept: 'x' } }],
  ],
  [
    'queries stay apart',
    ['m/a.bin?1', 'm/a.bin?2', 'm/a.bin'],
    [{ url: 'm/a.bin?1' }, { url: 'm/a.bin?2' }, ONE],
  ],
];

for (const [name, requests, expected] of MERGED) {
  test(`${name}: once is enough`, async () => {
    assert.equal((await configure(requests)).config.routes[0]?.requests, expected);
  });
}

test('where the base is unknown, a path from the root may be another file', async () => {
  const { config } = await configure(['/m/a.bin', 'm/a.bin', './m/a.bin'], './');
  assert.equal(config.routes[0]?.requests, [{ url: '/m/a.bin' }, ONE]);
});

test('what is there once counts once', async () => {
  const route = { id: 'r', requests: ['m/a.bin', { glob: 'm/a*' }, 'm/a.bin#x'], downloadTotal: 7 };
  const options = resolveOptions({ routes: [route], fallback: false });
  const files = PATHS.map((path) => fileInMemory(path, path));
  await createWorkerConfig(options, { files, workerPath: 'sw.js' });
});

test('the same URL from the bundler and from elsewhere: the first is described', async () => {
  const files = [fileInMemory('a', 'long'), fileInMemory('a', 'longer')];
  const options = resolveOptions({ routes: [{ id: 'r', requests: ['a', { glob: 'a' }] }], fallback: false });
  const { config } = await createWorkerConfig(options, { files, workerPath: 'sw.js' });
  assert.equal(config.routes[0]?.requests, [{ url: 'a' }]);
  assert.is(config.files?.a?.[0], 4);
});

const CONFLICTS: [first: object, second: object, url: string][] = [
  [{ ...ONE, size: 5 }, { ...ONE, size: 6 }, 'm/a.bin'],
  [{ ...ONE, revision: '1' }, { url: './m/%61.bin', size: 6 }, 'm/a.bin'],
  [{ url: 'm/:a.bin', headers: {} }, { url: '/app/m/:a.bin', credentials: 'omit' }, 'm/:a.bin'],
  [
    { url: 'https://cdn.example/a', size: 1 },
    { url: 'https://cdn.example/a#x', size: 2 },
    'https://cdn.example/a',
  ],
  [
    { contentEncoding: 'identity', glob: ['m/a.bin'], ignore: [] },
    { contentEncoding: 'gzip', glob: ['m/*'], ignore: [] },
    'm/a.bin',
  ],
  [{ ...ONE, contentEncoding: 'gzip' }, { ...ONE, contentEncoding: 'br' }, 'm/a.bin'],
];

for (const [first, second, url] of CONFLICTS) {
  test(`${JSON.stringify(first)} and ${JSON.stringify(second)} cannot both be`, () =>
    failsWith(
      () => configure([first, second] as RouteOptions['requests']),
      'conflicting-requests',
      { route: 'r/:a', url, first, second },
      JSON.stringify(first),
      JSON.stringify(second),
      'Keep one of them.',
    ));
}

const FORMS: [paths: string[], glob: string, expected: string[]][] = [
  [['a.js', 'a.js.gz', 'a.js.br'], '**', ['a.js']],
  [['a.js', 'a.js.gz'], '*.gz', ['a.js.gz']],
  [['b.csv.gz'], '**', ['b.csv.gz']],
  [['m/a.wasm', 'a.wasm.br'], '**', ['a.wasm.br', 'm/a.wasm']],
  [['a', 'a.gz', 'a.gz.br'], '**', ['a']],
  [['a.zst', 'a'], 'a*', ['a']],
];

for (const [paths, glob, expected] of FORMS) {
  test(`of ${paths} the glob ${glob} stands for ${expected}, and none is precached`, async () => {
    const { config, globbed } = await configure({ glob }, '/', paths);
    assert.equal(
      config.routes[0]?.requests.map(({ url }) => url),
      expected,
    );
    assert.equal(globbed, paths.filter((path) => glob !== '*.gz' || path.endsWith('.gz')).sort());
  });
}

test.run();
