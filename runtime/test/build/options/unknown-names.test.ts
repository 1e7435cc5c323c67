import { test } from 'uvu';
import { resolveOptions } from '../../../src/build/options/resolve-options.ts';
import type { MoreOptions } from '../../../src/build/options/unknown-names.ts';
import type { BackgroundFetchOptions } from '../../../src/shared/route.ts';
import { failsWhole } from '../../support/fails-whole.ts';

/** As a plugin has them. */
const MORE: MoreOptions = {
  own: { dts: {}, generateSW: {}, injectManifest: {}, publicDir: {}, pwa: {} },
  inside: [
    { of: 'injectManifest', names: ['swSrc'] },
    { of: 'pwa', names: ['workbox', 'strategies'] },
  ],
};

const A = { id: 'a', requests: '/a' };
const beside = (more: object): object => ({ routes: [A], ...more });
const route = (more: object): object => ({ routes: [{ ...A, ...more }] });
const request = (requests: unknown): object => ({ routes: [{ id: 'a', requests }] });

/** What is said of a name, and of what may be meant. */
const unknown = (name: string, meant?: string): string =>
  `"${name}" property is not expected to be here${meant === undefined ? '' : `. Did you mean property ${meant}?`}`;
const inRoute = (name: string, meant?: string): string => `Route "a": ${unknown(name, meant)}`;

const CASES: [name: string, options: object, ...lines: string[]][] = [
  ['a letter too few', { route: [A] }, unknown('route', '"routes"')],
  ['a letter too many', beside({ fallbacks: false }), unknown('fallbacks', '"fallback"')],
  ['letters exchanged', beside({ fallbakc: false }), unknown('fallbakc', '"fallback"')],
  ['letters in another case', beside({ generatesw: {} }), unknown('generatesw', '"generateSW"')],
  ['all letters in another case', beside({ PWA: {} }), unknown('PWA', '"pwa"')],
  [
    "two letters, of a plugin's option",
    beside({ injectManfest: {} }),
    unknown('injectManfest', '"injectManifest"'),
  ],
  ['one that is there too', beside({ route: [A] }), unknown('route', '"routes", which is there already')],
  ['one that is like nothing', beside({ foo: 1 }), unknown('foo')],
  [
    'several',
    beside({ Dts: 1, publicdir: 2, foo: 3 }),
    unknown('Dts', '"dts"'),
    unknown('publicdir', '"publicDir"'),
    unknown('foo'),
  ],
  ['an option of a route', beside({ cacheName: 'a' }), unknown('cacheName', '"cacheName" of a route')],
  ['an option of a request', beside({ globs: ['a'] }), unknown('globs', '"glob" of a request')],
  ["an option inside a plugin's", beside({ swSrc: 'sw.ts' }), unknown('swSrc', '"swSrc" of injectManifest')],
  ['another of those', beside({ workbox: {} }), unknown('workbox', '"workbox" of pwa')],
  ['in a route', route({ cachename: 'a' }), inRoute('cachename', '"cacheName"')],
  [
    'in a route, the only requests',
    { routes: [{ id: 'a', request: '/a' }] },
    inRoute('request', '"requests"'),
  ],
  [
    'in a route, an option of a request',
    route({ revision: '1' }),
    inRoute('revision', '"revision" of a request'),
  ],
  ['in a route, one beside it', route({ worker: 'a.ts' }), inRoute('worker', '"worker" of the options')],
  ['in a click', route({ click: { sucess: '/' } }), inRoute('sucess', '"success"')],
  ['in a request', request({ url: '/a', revison: '1' }), inRoute('revison', '"revision"')],
  ['in a request, its URL', request({ urls: '/a' }), inRoute('urls', '"url"')],
  [
    'in a request, an option of a route',
    request({ url: '/a', cacheName: 'a' }),
    inRoute('cacheName', '"cacheName" of a route'),
  ],
  ['a glob', request({ globs: '*.mp3' }), inRoute('globs', '"glob"')],
  ['a glob with others of its kind', request({ Glob: '*.mp3', ignore: 'a.mp3' }), inRoute('Glob', '"glob"')],
  [
    'a glob, whose options are misspelt',
    request({ glob: '*.mp3', ignroe: 'a.mp3' }),
    inRoute('ignroe', '"ignore"'),
  ],
  [
    'a glob that ignores something twice',
    request({ glob: '*.mp3', ignore: 'a.mp3', ignores: 'b.mp3' }),
    inRoute('ignores', '"ignore", which is there already'),
  ],
  ['a row', request({ eahc: 'n', to: 3, url: 'a/:n' }), inRoute('eahc', '"each"')],
  ['a list', request({ lists: '/a.json', urls: '/*' }), inRoute('lists', '"list"')],
  [
    'a request that is like nothing',
    request({ pattern: '*.mp3' }),
    'Route "a": options.routes.0.requests.0 must have required property "url"',
    inRoute('pattern'),
  ],
  [
    'beside another mistake',
    { fallback: 'alway', route: [A] },
    '"fallback" property must be equal to one of the allowed values. Did you mean "always"?',
    unknown('route', '"routes"'),
  ],
];

for (const [name, options, ...lines] of CASES) {
  test(`an unknown name is told with what may be meant: ${name}`, () => {
    failsWhole(
      () => resolveOptions(options as BackgroundFetchOptions, MORE),
      'invalid-options',
      `The options are not valid.\n${lines.map((line) => `  - ${line}`).join('\n')}`,
    );
  });
}

test.run();
