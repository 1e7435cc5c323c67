import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { PatternError } from '../../../src/shared/pattern.ts';
import type { WorkerConfig, WorkerRoute } from '../../../src/shared/worker-config.ts';
import type { Route } from '../../../src/sw/routes/routes.ts';
import { compileRoutes } from '../../support/compile-routes.ts';
import { SCOPE } from '../../support/worker-scope.ts';

const SCRIPT = `${SCOPE}sw.js`;

function compile(config: WorkerConfig, scriptURL = SCRIPT): Route {
  const [route] = compileRoutes(config, scriptURL, []);
  assert.ok(route);
  return route;
}

test('an id becomes parameters and absolute URLs', () => {
  const route = compile({
    routes: [
      {
        id: 'episode/:slug',
        requests: [{ url: '/media/:slug.mp3', size: 7 }, { url: 'art/:slug.jpg' }],
      },
    ],
  });
  const download = route.resolve('episode/a b');
  assert.is(download?.id, 'episode/a b');
  assert.equal(download?.params, { slug: 'a b' });
  assert.is(download?.route, route);
  assert.equal(
    download?.files.map(({ url, key, size }) => ({ url, key, size })),
    [
      { url: `${SCOPE}media/a%20b.mp3`, key: `${SCOPE}media/a%20b.mp3`, size: 7 },
      { url: `${SCOPE}art/a%20b.jpg`, key: `${SCOPE}art/a%20b.jpg`, size: undefined },
    ],
  );
  assert.is(route.resolve('film/1'), undefined);
});

const KEYS: [
  name: string,
  config: Pick<WorkerConfig, 'files'> & { url: string; size?: number; revision?: string },
  key: string,
  size: number | undefined,
][] = [
  [
    'a file of the build has its hash',
    { url: 'x.bin', files: { 'x.bin': [3, 'h1'] } },
    '?__WB_REVISION__=h1',
    3,
  ],
  ['an immutable one has none', { url: 'x.bin', files: { 'x.bin': [3, 'h1', 1] } }, '', 3],
  ['an unknown one has none', { url: 'x.bin', files: { 'y.bin': [3, 'h1'] } }, '', undefined],
  [
    'a revision given wins',
    { url: 'x.bin', revision: 'r2', files: { 'x.bin': [3, 'h1'] } },
    '?__WB_REVISION__=r2',
    3,
  ],
  [
    'a revision given wins over immutable',
    { url: 'x.bin', revision: 'r2', files: { 'x.bin': [3, 'h1', 1] } },
    '?__WB_REVISION__=r2',
    3,
  ],
  ['a size given wins', { url: 'x.bin', size: 9, files: { 'x.bin': [3, 'h1', 1] } }, '', 9],
  ['a size of nothing is a size', { url: 'x.bin', size: 0, files: { 'x.bin': [3, 'h1', 1] } }, '', 0],
  [
    'an absolute path is the same file',
    { url: '/x.bin', files: { 'x.bin': [3, 'h'] } },
    '?__WB_REVISION__=h',
    3,
  ],
  ['a hash is escaped', { url: 'x.bin', revision: 'a&b', files: {} }, '?__WB_REVISION__=a%26b', undefined],
];

for (const [name, { files, ...request }, query, size] of KEYS) {
  test(`the cache key: ${name}`, () => {
    const config = { routes: [{ id: 'x', requests: [request] }], ...(files ? { files } : {}) };
    const [resolved] = compile(config).resolve('x')?.files ?? [];
    assert.is(resolved?.url, `${SCOPE}x.bin`);
    assert.is(resolved?.key, `${SCOPE}x.bin${query}`);
    assert.is(resolved?.size, size);
    assert.equal(resolved?.request, { url: `${SCOPE}x.bin`, init: {} });
  });
}

test('the revision goes behind a query', () => {
  const config = { routes: [{ id: 'x', requests: [{ url: '/x?a=1', revision: 'r' }] }] };
  assert.is(compile(config).resolve('x')?.files[0]?.key, `${SCOPE}x?a=1&__WB_REVISION__=r`);
});

const HREFS: [url: string, id: string, href: string][] = [
  ['media/:id.mp3', 'R&B', 'media/R&B.mp3'],
  ['media/:id.mp3', "it's (1)+2,3", "media/it's%20(1)+2,3.mp3"],
  ['media/:id.mp3', '[v2] 50%', 'media/[v2]%2050%25.mp3'],
  ['media/:id.mp3', 'c#?', 'media/c%23%3F.mp3'],
  [':id.mp3', 'a:b@c', 'a:b@c.mp3'],
  ['search?q=:id', 'a&b=c+d', 'search?q=a%26b%3Dc%2Bd'],
  ['media/R%26B.mp3?sig=a%2Cb', 'x', 'media/R%26B.mp3?sig=a%2Cb'],
];

for (const [url, id, href] of HREFS) {
  test(`"${url}" of "${id}" is fetched as a page would: ${href}`, () => {
    const route = compile({ routes: [{ id: ':id', requests: [{ url }] }] });
    assert.is(route.resolve(id)?.files[0]?.request.url, `${SCOPE}${href}`);
  });
}

const BASES: [base: string | undefined, script: string, expected: string][] = [
  [undefined, `${SCOPE}sw.js`, SCOPE],
  [undefined, `${SCOPE}app/sw.js`, `${SCOPE}app/`],
  ['../', `${SCOPE}app/js/sw.js`, `${SCOPE}app/`],
  ['../../', `${SCOPE}app/js/x/sw.js?v=1`, `${SCOPE}app/`],
];

for (const [base, script, expected] of BASES) {
  test(`the base ${base} of ${script} is ${expected}`, () => {
    const route = compile(
      {
        ...(base === undefined ? {} : { base }),
        routes: [
          {
            id: ':a',
            requests: [{ url: 'x/:a' }],
            icons: [{ src: 'icon.png', sizes: '1x1' }, { src: 'https://cdn.example/i.png' }],
          },
        ],
        files: { 'x/1': [3, 'h'] },
      },
      script,
    );
    const [request] = route.resolve('1')?.files ?? [];
    assert.is(request?.url, `${expected}x/1`);
    assert.is(request?.size, 3);
    assert.ok(route.serves(`${expected}x/1`));
    assert.equal(route.icons, [
      { src: `${expected}icon.png`, sizes: '1x1' },
      { src: 'https://cdn.example/i.png' },
    ]);
    assert.is(route.base, expected);
  });
}

const SERVES: [url: string, asked: string, expected: boolean][] = [
  ['/a.bin', `${SCOPE}a.bin`, true],
  ['/a.bin', `${SCOPE}a.bin?x`, false],
  ['a.bin', `${SCOPE}a.bin`, true],
  ['/ä b.bin', `${SCOPE}%C3%A4%20b.bin`, true],
  ['/a\\:b.bin', `${SCOPE}a:b.bin`, true],
  ['https://cdn.example/a', 'https://cdn.example/a', true],
  ['https://cdn.example/a', `${SCOPE}a`, false],
  ['https://cdn.example:8443/a', 'https://cdn.example:8443/a', true],
  ['/m/:a.mp3', `${SCOPE}m/x.mp3`, true],
  ['/m/:a.mp3', `${SCOPE}m/x/y.mp3`, false],
  ['/m/*', `${SCOPE}m/x/y`, true],
  ['/m{/:a}?', `${SCOPE}m`, true],
  ['/m{/:a}?', `${SCOPE}m/1`, true],
  ['/m{/:a}?', `${SCOPE}m/`, false],
];

for (const [url, asked, expected] of SERVES) {
  test(`"${url}" ${expected ? 'serves' : 'does not serve'} ${asked}`, () => {
    assert.is(compile({ routes: [{ id: 'x', requests: [{ url }] }] }).serves(asked), expected);
  });
}

const RUN_TIME: [name: string, route: Partial<WorkerRoute>, asked: string, expected: boolean][] = [
  ['serve', { serve: ['tracks/:id/*'] }, `${SCOPE}tracks/4/2/1.flac`, true],
  ['serve, elsewhere', { serve: ['tracks/:id/*'] }, `${SCOPE}covers/4.jpg`, false],
  ['serve, another origin', { serve: ['https://cdn.example/*'] }, 'https://cdn.example/a?b=c', true],
  ['serve, one URL', { serve: ['cover.jpg'] }, `${SCOPE}cover.jpg`, true],
  ['each', { each: [{ each: 'n', to: 3, url: 'p/:id/:n.webp' }] }, `${SCOPE}p/b/003.webp`, true],
  ['each, elsewhere', { each: [{ each: 'n', to: 3, url: 'p/:id/:n.webp' }] }, `${SCOPE}p/b/1/2.webp`, false],
];

for (const [name, route, asked, expected] of RUN_TIME) {
  test(`${name} ${expected ? 'serves' : 'does not serve'} ${asked}`, () => {
    assert.is(compile({ routes: [{ id: ':id', requests: [], ...route }] }).serves(asked), expected);
  });
}

test('every URL that an id resolves to is served', () => {
  const requests = ['/a/:a.mp3', '/b?x=:a', 'plain', '/w/*', 'https://cdn.example:1/:a', '/o{/:b}?'].map(
    (url) => ({ url }),
  );
  const route = compile({ routes: [{ id: ':a/:b?/w*', requests }] });
  for (const id of ['1/w', "it's 50%/é/w?#/:&", '1/2/wx/y']) {
    const resolved = route.resolve(id)?.files ?? [];
    assert.is(resolved.length, requests.length, id);
    for (const { url } of resolved) assert.ok(route.serves(url.split('#')[0] ?? ''), url);
  }
});

test('the cache has the name of the route, or one of its own for the scope', () => {
  const routes = [
    { id: 'a', requests: [{ url: '/a' }], cacheName: 'mine' },
    { id: 'b', requests: [{ url: '/b' }] },
  ];
  assert.equal(
    compileRoutes({ routes }, SCRIPT, []).map(({ storage }) => storage.cacheName),
    ['mine', `workbox-background-fetch-${SCOPE}`],
  );
});

for (const broken of [
  { id: 'a(', url: '/a' },
  { id: 'a', url: '/{:a' },
]) {
  test(`${JSON.stringify(broken)} is a PatternError`, () => {
    assert.throws(
      () => compile({ routes: [{ id: broken.id, requests: [{ url: broken.url }] }] }),
      (error: Error) => error instanceof PatternError,
    );
  });
}

test.run();
