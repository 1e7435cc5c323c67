import { createHash } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { BuildOutput } from '../../../src/build/assets/build-output.ts';
import { type BuiltFile, fileInMemory } from '../../../src/build/assets/built-file.ts';
import { resolveOptions } from '../../../src/build/options/resolve-options.ts';
import { createWorkerConfig, type WorkerBuild } from '../../../src/build/plan/worker-config.ts';
import type { RouteOptions } from '../../../src/shared/route.ts';
import type { WorkerFile } from '../../../src/shared/worker-config.ts';
import { failsWith } from '../../support/fails-with.ts';

const hashOf = (source: string | Uint8Array): string =>
  createHash('sha256').update(source).digest('base64url');

/** What the worker is to know of a file. */
const known = (source: string, immutable?: 1): WorkerFile =>
  immutable ? [Buffer.byteLength(source), hashOf(source), 1] : [Buffer.byteLength(source), hashOf(source)];

/** Files in memory whose content is their path. */
const files = (...paths: string[]): BuiltFile[] => paths.map((path) => fileInMemory(path, path));

function configure(
  route: Partial<RouteOptions>,
  built: BuiltFile[],
  output: Partial<BuildOutput> = {},
): Promise<WorkerBuild> {
  const options = resolveOptions({
    routes: [{ id: 'r/:a', requests: '/none', ...route }],
    fallback: false,
  });
  return createWorkerConfig(options, { files: built, workerPath: 'sw.js', ...output });
}

test('only the files that a request leads to are described, and each once', async () => {
  const asked: string[] = [];
  const built = files('a.bin', 'b.bin').map((file) => ({
    ...file,
    digest: () => {
      asked.push(file.path);
      return file.digest();
    },
  }));
  const { config, globbed } = await configure({ requests: ['/a.bin', 'a.bin', './a.bin', '/c.bin'] }, built);
  assert.equal(config.files, { 'a.bin': known('a.bin') });
  assert.equal(asked, ['a.bin']);
  assert.equal(globbed, []);
});

test('a build without such files has no list of them', async () => {
  assert.equal(await configure({ requests: 'https://cdn.example/a.bin' }, files('a.bin')), {
    config: { routes: [{ id: 'r/:a', requests: [{ url: 'https://cdn.example/a.bin' }] }] },
    globbed: [],
    warnings: [],
  });
});

test('globs become requests in the order of the paths, in their place among the others', async () => {
  const { config, globbed } = await configure(
    { requests: ['/first', { glob: 'm/**', ignore: '**/*.txt' }, '/last'] },
    files('m/b', 'm/c.txt', 'm/a/x', 'other'),
  );
  assert.equal(config.routes[0]?.requests, [
    { url: '/first' },
    { url: 'm/a/x' },
    { url: 'm/b' },
    { url: '/last' },
  ]);
  assert.equal(config.files, { 'm/a/x': known('m/a/x'), 'm/b': known('m/b') });
  assert.equal(globbed, ['m/a/x', 'm/b']);
});

const DIFFICULT = [
  'a b.bin',
  'c:d.bin',
  'e*.bin',
  'f{g}.bin',
  'h\\i.bin',
  'j#k?.bin',
  'é%20.bin',
  "it's.bin",
];

test('names with difficult characters are found again by their own requests', async () => {
  const { config } = await configure({ requests: { glob: '**' } }, files(...DIFFICULT));
  assert.is(config.routes[0]?.requests.length, DIFFICULT.length);
  assert.equal(
    Object.values(config.files ?? {})
      .map(([, hash]) => hash)
      .sort(),
    DIFFICULT.map(hashOf).sort(),
  );
});

const TEMPLATES: [requests: RouteOptions['requests'], id: string, paths: string[], found: string[]][] = [
  ['/m/:a.mp3', 'r/:a', ['m/1.mp3', 'm/2.mp3', 'm/2.jpg', 'm/x/3.mp3', '4.mp3'], ['m/1.mp3', 'm/2.mp3']],
  ['m/*', 'r/*', ['m/1', 'm/x/2', 'n/3'], ['m/1', 'm/x/2']],
  ['/m/:a{-:b}?.x', 'r/:a/:b?', ['m/1.x', 'm/1-2.x', 'm/1-2.y'], ['m/1-2.x', 'm/1.x']],
  ['/:a/:a', 'r/:a', ['1/1', '1/2'], ['1/1']],
  ['/:a', 'r/:a', ['a b', 'é', 'x/y'], ['a%20b', '%C3%A9']],
  [['/:a.mp3', '/:a.jpg'], 'r/:a', ['1.mp3', '1.jpg', '1.txt'], ['1.jpg', '1.mp3']],
];

for (const [requests, id, paths, found] of TEMPLATES) {
  test(`${JSON.stringify(requests)} enumerates the built files`, async () => {
    const { config, globbed } = await configure({ id, requests }, files(...paths));
    assert.equal(Object.keys(config.files ?? {}), found.toSorted());
    assert.equal(
      config.routes[0]?.requests,
      [requests].flat().map((url) => ({ url })),
    );
    assert.equal(globbed, []);
  });
}

test('immutable files are marked', async () => {
  const built = [
    fileInMemory('a-h1.bin', 'a', { immutable: true }),
    fileInMemory('b.bin', 'b', { immutable: false }),
  ];
  const { config } = await configure({ requests: ['/a-h1.bin', '/b.bin'] }, built);
  assert.equal(config.files, { 'a-h1.bin': known('a', 1), 'b.bin': known('b') });
});

const BASES: [base: string | undefined, request: string, found: boolean][] = [
  ['/app/', 'a.bin', true],
  ['/app/', '/app/a.bin', true],
  ['/app/', '/a.bin', false],
  ['./', 'a.bin', true],
  ['', '/a.bin', true],
  [undefined, '/a.bin', true],
];

for (const [base, request, found] of BASES) {
  test(`the base ${base}: "${request}" is ${found ? 'the file' : 'none of ours'}`, async () => {
    const { config } = await configure({ requests: request }, files('a.bin'), { base });
    assert.equal(config.files, found ? { 'a.bin': known('a.bin') } : undefined);
  });
}

test('files with a URL of their own, on a CDN or below the base', async () => {
  const built = [
    fileInMemory('a.bin', 'a', { url: 'https://cdn.example/v1/a.bin' }),
    fileInMemory('b.bin', 'b', { url: '/static/b.bin' }),
  ];
  const requests = ['https://cdn.example/v1/:a.bin', { glob: '*.bin' }, '/static/b.bin'];
  const { config, globbed } = await configure({ requests }, built, { base: '/app/' });
  assert.equal(
    config.routes[0]?.requests.map(({ url }) => url),
    ['https://cdn.example/v1/:a.bin', 'https\\://cdn.example/v1/a.bin', '/static/b.bin'],
  );
  assert.equal(config.files, { '/static/b.bin': known('b'), 'https://cdn.example/v1/a.bin': known('a') });
  assert.equal(globbed, ['a.bin', 'b.bin']);
});

const MANIFEST = fileInMemory(
  'manifest.webmanifest',
  JSON.stringify({ name: 'My: *App* {1}', icons: [{ src: 'i.png', sizes: '1x1' }] }),
);

test('title and icons come from the web app manifest, and its name is no template', async () => {
  const { config } = await configure({}, [MANIFEST]);
  assert.is(config.routes[0]?.title, 'My\\: \\*App\\* \\{1}');
  assert.equal(config.routes[0]?.icons, [{ src: 'i.png', sizes: '1x1' }]);
});

test("the route's own title and icons win, an empty list too", async () => {
  const { config } = await configure({ title: ':a', icons: [{ src: 'own.png' }] }, [MANIFEST]);
  assert.is(config.routes[0]?.title, ':a');
  assert.equal(config.routes[0]?.icons, [{ src: 'own.png' }]);
  assert.equal((await configure({ icons: [] }, [MANIFEST])).config.routes[0]?.icons, []);
});

test('everything else of a route is handed on', async () => {
  const route: RouteOptions = {
    id: 'r/:a',
    requests: [{ url: '/:a', size: 5, revision: '1', headers: { accept: 'x' } }],
    title: 't',
    successTitle: 's',
    failTitle: 'f',
    downloadTotal: 9,
    cacheName: 'c',
    click: '/:a',
  };
  assert.equal((await configure(route, [])).config.routes, [route]);
});

const TOTALS: [
  downloadTotal: number,
  requests: RouteOptions['requests'],
  paths: string[],
  known: number | undefined,
][] = [
  // the content of a file is its path
  [5, '/a.bin', ['a.bin'], undefined],
  [4, '/a.bin', ['a.bin'], 5],
  [0, '/a.bin', ['a.bin'], undefined],
  [9, ['/a.bin', '/b.bin'], ['a.bin', 'b.bin'], 10],
  [9, { glob: '*.bin' }, ['a.bin', 'b.bin'], 10],
  [10, { glob: '*.bin' }, ['a.bin', 'b.bin'], undefined],
  // the size that a request states wins
  [4, { url: '/a.bin', size: 3 }, ['a.bin'], undefined],
  [7, [{ url: 'https://cdn.example/x', size: 3 }, '/a.bin'], ['a.bin'], 8],
  // of templates, each id by itself
  [5, '/:a.bin', ['a.bin', 'b.bin'], undefined],
  [5, '/:a.bin', ['a.bin', 'bb.bin'], 6],
  [10, ['/:a.bin', '/:a.jpg'], ['a.bin', 'a.jpg', 'b.bin'], undefined],
  [9, ['/:a.bin', '/:a.jpg'], ['a.bin', 'a.jpg', 'b.bin'], 10],
  [9, ['/:a.bin', '/all.jpg'], ['a.bin', 'all.jpg'], 12],
];

for (const [downloadTotal, requests, paths, bytes] of TOTALS) {
  test(`a downloadTotal of ${downloadTotal} for ${JSON.stringify(requests)} and ${paths}`, async () => {
    const run = (): Promise<WorkerBuild> => configure({ requests, downloadTotal }, files(...paths));
    if (bytes === undefined) assert.is((await run()).config.routes[0]?.downloadTotal, downloadTotal);
    else {
      await failsWith(
        run,
        'download-total-too-small',
        'Route "r/:a"',
        `downloadTotal is ${downloadTotal}`,
        `have ${bytes} bytes`,
        'Leave downloadTotal out',
      );
    }
  });
}

test('download-total-too-small names the id', () =>
  failsWith(
    () => configure({ requests: '/:a.bin', downloadTotal: 5 }, files('a.bin', 'bb.bin')),
    'download-total-too-small',
    'the files of "r/bb"',
  ));

test('a glob that matches nothing', () =>
  failsWith(
    () => configure({ requests: { glob: 'modles/**' } }, files('models/a', 'index.html')),
    'empty-glob',
    'Route "r/:a"',
    '"modles/**"',
    'index.html, models/',
  ));

test('lenient: a glob may match nothing', async () => {
  const { config, globbed } = await configure({ requests: { glob: 'm/**' } }, [], { lenient: true });
  assert.equal(config.routes[0]?.requests, []);
  assert.equal(globbed, []);
});

test('thousands of files that a template leads to are added up at once', async () => {
  const paths = Array.from({ length: 20_000 }, (_, index) => `${index}.bin`);
  const route = { requests: ['/:a.bin', '/0.bin'], downloadTotal: 14 };
  const { config } = await configure(route, files(...paths));
  assert.is(Object.keys(config.files ?? {}).length, paths.length);
  await failsWith(
    () => configure(route, files(...paths, '123456789.bin')),
    'download-total-too-small',
    '"r/123456789"',
  );
});

test.run();
