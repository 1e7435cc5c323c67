import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { BuildErrorCode } from '../../../src/build/errors.ts';
import { resolveOptions } from '../../../src/build/options/resolve-options.ts';
import type { ResolvedRoute } from '../../../src/build/options/resolved-options.ts';
import type { BackgroundFetchOptions, RouteOptions } from '../../../src/shared/route.ts';
import { failsWith } from '../../support/fails-with.ts';

/** Configs are often JavaScript: they can hold anything. */
const resolve = (options: unknown): unknown => resolveOptions(options as BackgroundFetchOptions);

const EXPANDED: [requests: RouteOptions['requests'], expected: ResolvedRoute['requests']][] = [
  ['/a', [{ url: '/a' }]],
  [
    ['/a', '/b'],
    [{ url: '/a' }, { url: '/b' }],
  ],
  [{ url: '/a', size: 5 }, [{ url: '/a', size: 5 }]],
  [{ glob: 'm/**' }, [{ glob: ['m/**'], ignore: [] }]],
  [{ glob: ['a', 'b'], ignore: 'c' }, [{ glob: ['a', 'b'], ignore: ['c'] }]],
  [
    ['/a', { glob: 'b', ignore: ['c', 'd'] }],
    [{ url: '/a' }, { glob: ['b'], ignore: ['c', 'd'] }],
  ],
];

for (const [requests, expected] of EXPANDED) {
  test(`${JSON.stringify(requests)} is written out`, () => {
    assert.equal(resolveOptions({ routes: [{ id: 'a', requests }] }), {
      routes: [{ id: 'a', requests: expected }],
      fallback: 'auto',
    });
  });
}

const FINE: Record<string, unknown>[] = [
  {
    title: 'Episode :slug',
    successTitle: ':slug is here',
    failTitle: ':slug failed',
    icons: [{ src: '/i.png', sizes: '1x1', type: 'image/png', label: 'x' }],
    downloadTotal: 0,
    cacheName: 'c',
    click: '/e/:slug?x=1#:slug',
  },
  { requests: 'https://cdn.example/:slug' },
  { requests: { url: 'https://cdn.example/:slug', headers: { Accept: 'audio/*', Range: 'bytes=0-9' } } },
  { requests: { url: '/:slug', headers: { Authorization: 'x', 'X-Own': 'y' } } },
  {
    requests: {
      url: '/:slug',
      integrity: `sha384-${'a'.repeat(64)}`,
      revision: '1',
      method: 'GET',
      mode: 'same-origin',
    },
  },
  { requests: { url: '/:slug', credentials: 'include', referrerPolicy: 'no-referrer' } },
  { id: 'e/:slug/:part?', requests: '/:slug{/:part}?' },
  { id: 'e/*', requests: '/f/*' },
  { title: 'at 12\\:slug and \\:other' },
  { click: './e' },
  { click: '?e=:slug' },
];

for (const route of FINE) {
  test(`${JSON.stringify(route)} is fine, and nothing in it is changed`, () => {
    const whole = { id: 'episode/:slug', requests: [{ url: '/:slug' }], ...route };
    const expected = {
      ...whole,
      requests: [whole.requests].flat().map((r) => (typeof r === 'string' ? { url: r } : r)),
    };
    assert.equal(resolve({ routes: [whole] }), { routes: [expected], fallback: 'auto' });
  });
}

test('the options that were given stay as they were', () => {
  const options: BackgroundFetchOptions = { routes: [{ id: 'a', requests: { glob: 'x' } }] };
  const before = structuredClone(options);
  resolveOptions(options);
  assert.equal(options, before);
});

test('no routes are fine', () => assert.equal(resolve({ routes: [] }), { routes: [], fallback: 'auto' }));

for (const fallback of ['auto', 'always', false]) {
  test(`the fallback may be ${fallback}`, () =>
    assert.equal(resolve({ routes: [], fallback }), { routes: [], fallback }));
}

test('navigation options stay as they are', () => {
  const navigation = {
    directoryIndex: null,
    cleanURLs: false,
    ignoreURLParametersMatching: [/^ref$/],
  };
  assert.equal(resolve({ routes: [], navigation }), { routes: [], fallback: 'auto', navigation });
});

const SHAPES: [options: unknown, ...lines: string[]][] = [
  [undefined, 'options type must be object'],
  [null, 'options type must be object'],
  ['routes', 'options type must be object'],
  [{}, 'options must have required property "routes"'],
  [{ routes: {} }, '"routes" property type must be array'],
  [{ routes: [], fallback: 'allways' }, 'Did you mean "always"?'],
  [
    { routes: [], fallback: true },
    '"fallback" property must be equal to one of the allowed values: "auto", "always", false',
  ],
  [
    { routes: [], rouets: [] },
    '"rouets" property is not expected to be here. Did you mean property "routes"?',
  ],
  [{ routes: [], navigation: { cleanUrls: false } }, 'Did you mean property "cleanURLs"?'],
  [{ routes: [], navigation: { directoryIndex: false } }, '"directoryIndex" property type must be'],
  [{ routes: [], navigation: { cleanURLs: 'no' } }, '"cleanURLs" property type must be boolean'],
  [{ routes: [], navigation: { ignoreURLParametersMatching: ['^ref'] } }, 'must be object'],
  [{ routes: [null] }, 'must be object'],
  [{ routes: [{ requests: '/x' }] }, 'options.routes.0 must have required property "id"'],
  [{ routes: [{ id: 5, requests: '/x' }] }, '"id" property type must be string'],
];

for (const [options, ...lines] of SHAPES) {
  test(`invalid-options: ${JSON.stringify(options)}`, () =>
    failsWith(() => resolve(options), 'invalid-options', ...lines));
}

const ROUTE = 'Route "episode/:slug"';

const MISSHAPEN: [route: Record<string, unknown>, ...lines: string[]][] = [
  [{ requests: undefined }, ROUTE],
  [{ requests: [] }, `${ROUTE}: property "requests" must not have fewer than 1 items`],
  [{ requests: '' }, `${ROUTE}: property "url" must not have fewer than 1 characters`],
  [{ requests: 5 }, `${ROUTE}: `, 'must be object'],
  [{ requests: [{}] }, `${ROUTE}: options.routes.0.requests.0 must have required property "url"`],
  [{ requests: { ulr: '/x' } }, `${ROUTE}: "ulr" property is not expected`, 'Did you mean property "url"?'],
  [{ requests: { url: '/x', siez: 5 } }, `${ROUTE}: "siez"`, 'Did you mean property "size"?'],
  [{ requests: { glob: 'x', ignroe: 'y' } }, `${ROUTE}: "ignroe"`, 'Did you mean property "ignore"?'],
  [{ requests: { glob: 'x', url: 'y' } }, `${ROUTE}: "url" property is not expected`],
  [{ requests: { glob: 5 } }, `${ROUTE}: `, 'must be string'],
  [{ requests: { url: '/x', size: -1 } }, `${ROUTE}: property "size" must be >= 0`],
  [{ requests: { url: '/x', size: 1.5 } }, `${ROUTE}: "size" property type must be integer`],
  [
    { requests: { url: '/x', integrity: 'md5-x' } },
    `${ROUTE}: the request "/x" has the integrity "md5-x", which is no sha256-…`,
  ],
  [{ requests: { url: '/x', headers: { accept: 5 } } }, `${ROUTE}: "accept" property type must be string`],
  [{ requests: { url: '/x', mode: 'crs' } }, `${ROUTE}: "mode"`, 'Did you mean "cors"?'],
  [{ requests: { url: '/x', credentials: 'inclde' } }, `${ROUTE}: "credentials"`, 'Did you mean "include"?'],
  [{ tilte: 'x' }, `${ROUTE}: "tilte" property is not expected`, 'Did you mean property "title"?'],
  [{ cachename: 'x' }, `${ROUTE}: "cachename"`, 'Did you mean property "cacheName"?'],
  [{ title: 5 }, `${ROUTE}: "title" property type must be string`],
  [{ title: '' }, `${ROUTE}: property "title" must not have fewer than 1 characters`],
  [{ icons: {} }, `${ROUTE}: "icons" property type must be array`],
  [{ icons: [{ url: '/i.png' }] }, `${ROUTE}: options.routes.0.icons.0 must have required property "src"`],
  [{ downloadTotal: '5' }, `${ROUTE}: "downloadTotal" property type must be integer`],
  [{ downloadTotal: -1 }, `${ROUTE}: property "downloadTotal" must be >= 0`],
  [{ click: 5 }, `${ROUTE}: "click" property type must be string`],
  // every mistake has its line
  [{ tilte: 'x', cachename: 'y', downloadTotal: -1 }, '"tilte"', '"cachename"', '"downloadTotal"'],
];

for (const [route, ...lines] of MISSHAPEN) {
  test(`invalid-options: a route with ${JSON.stringify(route)}`, () => {
    const whole = { id: 'episode/:slug', requests: '/:slug', ...route };
    return failsWith(() => resolve({ routes: [whole] }), 'invalid-options', ...lines);
  });
}

const MISTAKES: [route: Record<string, unknown>, code: BuildErrorCode, ...named: string[]][] = [
  [{ id: 'a(b)' }, 'invalid-pattern', 'Route "a(b)": the id cannot be read', 'use :name or *'],
  [{ id: 'a{b' }, 'invalid-pattern', 'the id cannot be read', 'is not closed'],
  [{ requests: '/{a' }, 'invalid-pattern', `${ROUTE}: the request "/{a" cannot be read`, 'is not closed'],
  [{ title: '{a' }, 'invalid-pattern', `${ROUTE}: title cannot be read`],
  [{ successTitle: '{a' }, 'invalid-pattern', `${ROUTE}: successTitle cannot be read`],
  [{ failTitle: '{a' }, 'invalid-pattern', `${ROUTE}: failTitle cannot be read`],
  [{ click: '{a' }, 'invalid-pattern', `${ROUTE}: click cannot be read`],
  [
    { requests: '/:slgu' },
    'unknown-param',
    `${ROUTE}: the request "/:slgu" has the parameter "slgu"`,
    'The id gives: slug.',
    'Add it to the id, or write a backslash before it',
  ],
  [{ requests: ['/a', '/b/:x'] }, 'unknown-param', 'the request "/b/:x" has the parameter "x"'],
  [{ requests: '/*' }, 'unknown-param', 'parameter "0"'],
  [{ title: ':x' }, 'unknown-param', `${ROUTE}: title has the parameter "x"`],
  [{ successTitle: '{:x}?' }, 'unknown-param', 'successTitle has the parameter "x"'],
  [{ failTitle: ':x' }, 'unknown-param', 'failTitle has the parameter "x"'],
  [{ click: '/:x' }, 'unknown-param', 'click has the parameter "x"'],
  [{ id: 'a', requests: '/:x' }, 'unknown-param', 'Route "a"', 'The id gives none.'],
  [
    { id: 'e/:slug/:part?', requests: '/:slug/:part' },
    'optional-param',
    'Route "e/:slug/:part?": the request "/:slug/:part" needs the parameter "part", which an id may lack',
    '{…:part…}?',
  ],
  [
    { id: 'e{/:slug}?', requests: '/x', click: '/:slug' },
    'optional-param',
    'click needs the parameter "slug"',
  ],
  [{ id: 'e/:slug*', requests: '/x', title: ':slug' }, 'optional-param', 'title needs the parameter "slug"'],
  [{ click: 'https://other.example/' }, 'foreign-click', ROUTE, '"https://other.example/"', 'give a path'],
  [{ click: '//other.example/' }, 'foreign-click', ROUTE, 'give a path'],
  [{ click: '/\\\\other.example' }, 'foreign-click', ROUTE],
  [{ click: 'javascript:0' }, 'foreign-click', ROUTE],
  [{ requests: 'https://' }, 'invalid-url', `${ROUTE}: the request "https://" is no valid URL`],
  [{ requests: 'data:text/plain,x' }, 'invalid-url', ROUTE, 'scheme "data:"', 'only http and https'],
  [{ requests: 'blob:https://x/y' }, 'invalid-url', ROUTE, 'scheme "blob:"'],
  [{ requests: 'file:///x' }, 'invalid-url', ROUTE, 'scheme "file:"'],
  [
    { requests: 'https://me:secret@cdn.example/' },
    'url-credentials',
    ROUTE,
    'Use a cookie, or a token in the query',
  ],
  [{ requests: 'https://me@cdn.example/' }, 'url-credentials', ROUTE],
  [{ requests: 'https://:slug@cdn.example/' }, 'url-credentials', ROUTE],
  [
    { requests: { url: 'https://cdn.example/', mode: 'no-cors' } },
    'no-cors',
    `${ROUTE}: the request "https://cdn.example/" has mode "no-cors"`,
    'Access-Control-Allow-Origin',
  ],
  [{ requests: { url: '/own', mode: 'no-cors' } }, 'no-cors', ROUTE, 'leave the mode out'],
  [
    { requests: { url: 'https://cdn.example/', headers: { Accept: '*/*', Authorization: 'x' } } },
    'cors-preflight',
    `${ROUTE}: the request "https://cdn.example/"`,
    'because of its header "Authorization"',
    'Serve it from your own origin, or move what the header says into the URL',
  ],
  [{ requests: { url: '//cdn.example/', headers: { 'x-y': '' } } }, 'cors-preflight', 'its header "x-y"'],
  [{ requests: { url: 'https://cdn.example/', method: 'PUT' } }, 'cors-preflight', ROUTE, 'its method PUT'],
  [
    { requests: { url: '/own', method: 'PUT' } },
    'unsupported-method',
    ROUTE,
    'method PUT',
    'Only responses to GET',
  ],
  [{ requests: { url: '/own', method: 'POST' } }, 'unsupported-method', ROUTE, 'method POST'],
  [{ requests: { url: 'https://cdn.example/', method: 'POST' } }, 'unsupported-method', ROUTE],
  [{ requests: { url: 'https://cdn.example/', method: 'HEAD' } }, 'unsupported-method', ROUTE],
];

for (const [route, code, ...named] of MISTAKES) {
  test(`${code}: ${JSON.stringify(route)}`, () => {
    const whole = { id: 'episode/:slug', requests: '/:slug', ...route };
    return failsWith(() => resolve({ routes: [whole] }), code, ...named);
  });
}

const OVERLAPS: [first: string, second: string, ...named: string[]][] = [
  ['a', 'a', 'Two routes have the id "a"', 'Give each its own'],
  ['a/:b', 'a/:b', 'Two routes have the id "a/:b"'],
  [
    'a/:b',
    'a/:c',
    'the routes "a/:b" and "a/:c" overlap: both match "a/x"',
    'Begin them with different words',
  ],
  ['a/:b', 'a/c', 'both match "a/c"'],
  ['a/*', 'a/b/c', 'both match "a/b/c"'],
  ['a/:b?', 'a', 'both match "a"'],
  ['a{/b}?{/c}?', 'a/c', 'both match "a/c"'],
  ['a/:b+', 'a/:b/:c', 'both match "a/x/x"'],
  ['*', 'x', 'both match "x"'],
  ['*.mp3', 'a/*', 'both match "a/.mp3"'],
];

for (const [first, second, ...named] of OVERLAPS) {
  test(`overlapping-ids: "${first}" and "${second}"`, () => {
    const routes = [
      { id: 'apart', requests: '/x' },
      { id: first, requests: '/x' },
      { id: second, requests: '/x' },
    ];
    const kept = first === '*' ? routes.slice(1) : routes;
    return failsWith(() => resolve({ routes: kept }), 'overlapping-ids', ...named);
  });
}

test('routes that do not overlap are fine', () => {
  const ids = ['a', 'a/:b', 'a/:b/:c', 'b/*', ':x.mp3', 'c{/d}?', 'c/e'];
  const routes = ids.map((id) => ({ id, requests: '/x' }));
  assert.equal(resolveOptions({ routes }).routes.length, ids.length);
});

test.run();
