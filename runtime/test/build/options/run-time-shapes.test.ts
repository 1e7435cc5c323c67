import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { resolveOptions } from '../../../src/build/options/resolve-options.ts';
import type { ResolvedRoute } from '../../../src/build/options/resolved-options.ts';
import type { BackgroundFetchOptions, RouteOptions } from '../../../src/shared/route.ts';
import { failsWhole } from '../../support/fails-whole.ts';
import { ID, LIST, type Loose, ROW, resolve, SERVE } from '../../support/run-time-routes.ts';

const EXPANDED: [route: Partial<RouteOptions>, expected: Partial<ResolvedRoute>][] = [
  [
    { requests: 'page', ...SERVE },
    { requests: [], page: 1, serve: ['media/*'] },
  ],
  [
    { requests: ['page'], serve: ['a/*', 'b/*'] },
    { requests: [], page: 1, serve: ['a/*', 'b/*'] },
  ],
  [{ requests: './page' }, { requests: [{ url: './page' }] }],
  [{ requests: { url: 'page' } }, { requests: [{ url: 'page' }] }],
  [
    { requests: ['a', 'page', { glob: 'm/**' }], ...SERVE },
    { requests: [{ url: 'a' }, { glob: ['m/**'], ignore: [] }], page: 1, serve: ['media/*'] },
  ],
  [{ requests: ROW }, { requests: [], each: [ROW] }],
  [{ requests: ['a', ROW, { ...ROW, to: 5 }] }, { requests: [{ url: 'a' }], each: [ROW, { ...ROW, to: 5 }] }],
  [
    { requests: LIST, ...SERVE },
    { requests: [], lists: [LIST], serve: ['media/*'] },
  ],
  [
    { requests: [LIST, 'page', ROW, '/b'], ...SERVE },
    { requests: [{ url: '/b' }], page: 1, each: [ROW], lists: [LIST], serve: ['media/*'] },
  ],
];

for (const [route, expected] of EXPANDED) {
  test(`${JSON.stringify(route)} is written out by the kinds of requests`, () => {
    const before = structuredClone(route);
    assert.equal(resolve(route), { id: ID, ...expected });
    assert.equal(route, before);
  });
}

const FINE: Loose[] = [
  { requests: { ...ROW, from: 0, pad: 15, size: 5, revision: '1', credentials: 'include' } },
  { requests: { ...ROW, from: ':id', to: ':metadata.count' } },
  { requests: { ...ROW, from: '1', to: '{:disc}?' } },
  { requests: { ...ROW, url: 'https://cdn.example/:n?id=:id{&d=:disc}?', headers: { Accept: 'image/*' } } },
  { requests: { ...ROW, from: 3 } },
  { requests: { ...ROW, from: 1, to: 10_000 } },
  { requests: { ...LIST, sizes: '/sizes/*', revisions: '/*', as: '/tracks/*/path' }, ...SERVE },
  { requests: { ...LIST, urls: '/*', as: 'media/:id/:file' } },
  { requests: { ...LIST, urls: '/a~1b/m~0n/*', as: './media/:id-:index{-:disc}?.mp3' } },
  { requests: { ...LIST, list: 'https://api.example/:id', headers: { Authorization: 'x' } }, ...SERVE },
  { requests: 'page', serve: ['media/:id/*', 'https://cdn.example/*/:id-*.mp3', 'discs/:disc/*'] },
  { requests: 'page', serve: '*' },
  {
    requests: '/a',
    title: '{:metadata.artist: }?:metadata.name',
    successTitle: ':metadata.name.first is here',
    failTitle: '\\:metadata.name',
  },
  { requests: '/a', click: { progress: 'albums', success: '/albums/:id', fail: '?failed=:id' } },
  { requests: '/a', click: { success: 'albums/:id{/:disc}?' } },
];

for (const route of FINE) {
  test(`${JSON.stringify(route)} is fine`, () => assert.is(resolve(route)?.id, ID));
}

test('the module of hooks is handed on', () => {
  assert.equal(resolveOptions({ routes: [], worker: 'src/downloads.worker.ts' }), {
    routes: [],
    fallback: 'auto',
    worker: 'src/downloads.worker.ts',
  });
});

const WHERE = `Route "${ID}": `;

const SHAPES: [route: Loose, ...lines: string[]][] = [
  [{ requests: ['page', 5], ...SERVE }, '"requests.1" property type must be object'],
  [{ requests: ['page', null], ...SERVE }, '"requests.1" property type must be object'],
  [{ requests: { each: 'n', to: 3 } }, 'options.routes.0.requests.0 must have required property "url"'],
  [{ requests: { each: 'n', url: '/:n' } }, 'options.routes.0.requests.0 must have required property "to"'],
  [{ requests: { ...ROW, each: '1n' } }, 'property "each" must match pattern "^[A-Za-z_]\\w*$"'],
  [{ requests: { ...ROW, each: '' } }, 'property "each" must match pattern "^[A-Za-z_]\\w*$"'],
  [{ requests: { ...ROW, each: 5 } }, '"each" property type must be string'],
  [{ requests: { ...ROW, from: -1 } }, 'property "from" must be >= 0'],
  [{ requests: { ...ROW, to: 1.5 } }, '"to" property type must be integer,string'],
  [{ requests: { ...ROW, to: '' } }, 'property "to" must not have fewer than 1 characters'],
  [{ requests: { ...ROW, to: true } }, '"to" property type must be integer,string'],
  [{ requests: { ...ROW, pad: 0 } }, 'property "pad" must be >= 1'],
  [{ requests: { ...ROW, pad: 16 } }, 'property "pad" must be <= 15'],
  [{ requests: { ...ROW, pad: 1.5 } }, '"pad" property type must be integer'],
  [{ requests: { ...ROW, pad: '2' } }, '"pad" property type must be integer'],
  [{ requests: { ...ROW, pad: -2 } }, 'property "pad" must be >= 1'],
  [{ requests: { ...ROW, pad: null } }, '"pad" property type must be integer'],
  [
    { requests: { ...ROW, form: 1 } },
    '"form" property is not expected to be here. Did you mean property "from"?',
  ],
  [
    { requests: { ...ROW, integrity: 'sha256-x' } },
    '"integrity" property is not expected to be here. Did you mean property "integrity" of a route?',
  ],
  [{ requests: { list: 'a' }, ...SERVE }, 'options.routes.0.requests.0 must have required property "urls"'],
  [{ requests: { ...LIST, urls: ['/*'] }, ...SERVE }, '"urls" property type must be string'],
  [{ requests: { ...LIST, list: '' }, ...SERVE }, 'property "list" must not have fewer than 1 characters'],
  [
    { requests: { ...LIST, size: 5 }, ...SERVE },
    '"size" property is not expected to be here. Did you mean property "sizes"?',
  ],
  [{ requests: { ...LIST, as: 5 }, ...SERVE }, '"as" property type must be string'],
  [
    { requests: { ...LIST, credentials: 'inclde' }, ...SERVE },
    '"credentials" property must be equal to one of the allowed values. Did you mean "include"?',
  ],
  [{ requests: 'page', serve: [] }, 'property "serve" must not have fewer than 1 items'],
  [{ requests: 'page', serve: '' }, 'property "serve.0" must not have fewer than 1 characters'],
  [{ requests: 'page', serve: 5 }, '"serve.0" property type must be string'],
  [{ requests: 'page', serve: ['a', null] }, '"serve.1" property type must be string'],
  [{ requests: 'page', serve: { url: 'a' } }, '"serve.0" property type must be string'],
  [
    { requests: 'page', sevre: 'a' },
    '"sevre" property is not expected to be here. Did you mean property "serve"?',
  ],
  [{ requests: '/a', click: {} }, 'property "click" must not have fewer than 1 properties'],
  [
    { requests: '/a', click: { succes: '/' } },
    '"succes" property is not expected to be here. Did you mean property "success"?',
  ],
  [{ requests: '/a', click: { progress: 5 } }, '"progress" property type must be string'],
  [{ requests: '/a', click: { fail: '' } }, 'property "fail" must not have fewer than 1 characters'],
  [{ requests: '/a', click: ['/'] }, '"click" property type must be string'],
  [{ requests: '/a', click: null }, '"click" property type must be string'],
];

for (const [route, ...lines] of SHAPES) {
  test(`invalid-options: ${JSON.stringify(route)}`, () =>
    failsWhole(
      () => resolve(route),
      'invalid-options',
      `The options are not valid.\n${lines.map((line) => `  - ${WHERE}${line}`).join('\n')}`,
    ));
}

test('invalid-options: worker is a path', () =>
  failsWhole(
    () => resolveOptions({ routes: [], worker: true } as unknown as BackgroundFetchOptions),
    'invalid-options',
    'The options are not valid.\n  - "worker" property type must be string',
  ));

test.run();
