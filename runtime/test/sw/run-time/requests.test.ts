import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { WorkerRoute } from '../../../src/shared/worker-config.ts';
import { compileRoutes } from '../../support/compile-routes.ts';
import { FakeExtendableEvent, SCOPE } from '../../support/worker-scope.ts';

const { answerWish } = await import('../../../src/sw/wish/wish.ts');
const { downloads } = await import('../../../src/sw/ledger/downloads.ts');

const event = new FakeExtendableEvent('message') as unknown as Parameters<typeof answerWish>[2]['event'];
const CDN = 'https://cdn.example/';
const PAGE: WorkerRoute = { id: 'album', requests: [], page: 1, serve: ['tracks/*', `${CDN}*`] };

/** How a wish is answered: with a code and its details, or the URLs that are to be fetched. */
async function answerTo(requests: unknown, change: Partial<WorkerRoute> = {}): Promise<unknown> {
  const [route] = compileRoutes({ routes: [{ ...PAGE, ...change }] }, `${SCOPE}sw.js`, []);
  const download = route?.resolve('album');
  assert.ok(download);
  return answerWish(download, { requests } as object, { event, client: '' }).then(
    (plan) => plan.kind === 'start' && plan.requests.map(({ url }) => url),
    ({ error }) => error,
  );
}

const as = (name: string): string => `tracks/${name}`;
const invalid = (url: string, code: string, reason: string, index = 0): unknown => [
  'invalid-request',
  { id: 'album', index, url, problem: { code, reason } },
];
const notServed = (url: string, isAs: boolean): unknown => [
  'not-served',
  { id: 'album', url, as: isAs, serve: PAGE.serve },
];
const onlyHttp = (scheme: string): string =>
  `has the scheme "${scheme}:"; only http and https can be fetched in the background`;
const blob = `blob:${SCOPE}2b0cbd9c`;

const WRONG: [name: string, requests: unknown, expected: unknown][] = [
  ['nothing', [], ['missing-requests', { id: 'album' }]],
  ['a text', 'tracks/1', ['invalid-overrides', { id: 'album', name: 'requests', value: 'tracks/1' }]],
  [
    'a request',
    { url: 'tracks/1' },
    ['invalid-overrides', { id: 'album', name: 'requests', value: { url: 'tracks/1' } }],
  ],
  ['a number among them', ['tracks/1', 2], invalid('undefined', 'invalid-url', 'has no url', 1)],
  ['nothing among them', ['tracks/1', null], invalid('undefined', 'invalid-url', 'has no url', 1)],
  ['an empty URL', [''], invalid('', 'invalid-url', 'has no url')],
  ['a URL that is none', ['http://['], invalid('http://[', 'invalid-url', 'is no valid URL')],
  [
    'an option that does not exist',
    [{ url: 'tracks/1', name: 'x' }],
    invalid(
      'tracks/1',
      'invalid-option',
      'has "name"; there are only url, as, size, revision, integrity, headers, credentials, mode, referrerPolicy',
    ),
  ],
  ['a file', ['ftp://cdn.example/1'], invalid('ftp://cdn.example/1', 'invalid-url', onlyHttp('ftp'))],
  ['a blob', [{ url: blob, as: as('1') }], invalid(blob, 'invalid-url', onlyHttp('blob'))],
  ['data', [{ url: 'data:,x', as: as('1') }], invalid('data:,x', 'invalid-url', onlyHttp('data'))],
  [
    'a password',
    ['https://a:b@cdn.example/1'],
    invalid('https://a:b@cdn.example/1', 'url-credentials', 'has a user name or password in its URL'),
  ],
  [
    'an `as` of another origin',
    [{ url: 'tracks/1', as: `${CDN}1` }],
    invalid('tracks/1', 'invalid-url', `is to be asked for under ${CDN}1, which is of another origin`),
  ],
  ['an `as` that is a blob', [{ url: 'tracks/1', as: blob }], notServed(blob, true)],
  ['an `as` that is not served', [{ url: `${CDN}1`, as: 'song/1' }], notServed(`${SCOPE}song/1`, true)],
  ['a URL that is not served', ['tracks/1', 'song/1'], notServed(`${SCOPE}song/1`, false)],
  [
    'two files under one `as`',
    [
      { url: `${CDN}1`, as: as('1') },
      { url: `${CDN}2`, as: as('1') },
    ],
    ['conflicting-requests', { id: 'album', url: `${SCOPE}tracks/1` }],
  ],
  [
    'one file under two `as`',
    [
      { url: `${CDN}1`, as: as('1') },
      { url: `${CDN}1`, as: as('2') },
    ],
    ['conflicting-requests', { id: 'album', url: `${CDN}1` }],
  ],
  [
    'a size that is none',
    [{ url: 'tracks/1', size: '4 MB' }],
    invalid('tracks/1', 'invalid-option', 'has the size 4 MB, which is no whole number of bytes'),
  ],
  [
    'a header that opens another origin',
    [{ url: `${CDN}1`, headers: { authorization: 'x' } }],
    invalid(
      `${CDN}1`,
      'cors-preflight',
      'to another origin needs a CORS preflight because of its header "authorization"',
    ),
  ],
];

for (const [name, requests, expected] of WRONG) {
  test(`${name}: refused by its name, and nothing is written down`, async () => {
    assert.equal(await answerTo(requests), expected);
    assert.is(await downloads.get('album'), undefined);
  });
}

test('requests of a route that takes none from the page', async () => {
  const change: Partial<WorkerRoute> = { requests: [{ url: 'tracks/1' }], page: undefined };
  assert.equal(await answerTo(['tracks/2'], change), ['surplus-requests', { id: 'album' }]);
  assert.equal(await answerTo([], change), ['surplus-requests', { id: 'album' }]);
  assert.is(await downloads.get('album'), undefined);
  assert.equal(await answerTo(undefined, change), [`${SCOPE}tracks/1`]);
});

const RIGHT: [name: string, requests: unknown, expected: string[]][] = [
  ['relative ones', ['tracks/1', './tracks/2', '/tracks/3'], ['tracks/1', 'tracks/2', 'tracks/3']],
  ['one with a fragment', ['tracks/1#t=10'], ['tracks/1']],
  ['one that differs in its fragment alone', ['tracks/1#a', 'tracks/1#b', 'tracks/1'], ['tracks/1']],
  ['ten thousand and one', Array.from({ length: 10_001 }, (_, n) => `tracks/${n}`), []],
];

for (const [name, requests, paths] of RIGHT) {
  test(`${name}: taken`, async () => {
    const urls = paths.length > 0 ? paths : (requests as string[]);
    assert.equal(
      await answerTo(requests),
      urls.map((path) => SCOPE + path),
    );
  });
}

test.run();
