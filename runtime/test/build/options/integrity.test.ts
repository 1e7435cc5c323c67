import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { choicesOfParts, partsOf, scriptPartsOf } from '../../../src/build/options/parts-of.ts';
import { resolveOptions } from '../../../src/build/options/resolve-options.ts';
import type { BackgroundFetchOptions, RouteOptions } from '../../../src/shared/route.ts';
import { failsWhole } from '../../support/fails-whole.ts';

const ID = 'film/:slug';
const SHA256 = `sha256-${'a'.repeat(43)}=`;
const FILES = { 'a.mp4': [1, 'h'] };

/** Configs are often JavaScript: they can hold anything. */
const resolve = (...routes: unknown[]) =>
  resolveOptions({
    routes: routes.map((route, index) => ({ ...(route as RouteOptions), id: `${index}/${ID}` })),
  } as BackgroundFetchOptions);

const PLAIN = { requests: '/:slug.mp4' };
const GIVEN = { requests: { url: '/:slug.mp4', integrity: SHA256 } };
const PAGE = { requests: 'page', serve: '/x/*' };

const NEEDED: [name: string, routes: unknown[], files: object | undefined, parts: string[]][] = [
  ['files of the build', [PLAIN], FILES, ['integrity']],
  ['files that are not known yet', [PLAIN], undefined, ['integrity']],
  ['no files', [PLAIN], {}, []],
  ['files that are not looked at', [{ ...PLAIN, integrity: false }], FILES, []],
  [
    'one of two routes',
    [
      { ...PLAIN, integrity: false },
      { ...PLAIN, integrity: true },
    ],
    FILES,
    ['integrity'],
  ],
  ['an integrity', [GIVEN], {}, ['sri']],
  ['an integrity beside files', [PLAIN, GIVEN], FILES, ['sri']],
  ['requests of the page', [PAGE], {}, ['run-time']],
  ['those with hashes', [{ ...PAGE, integrity: true }], {}, ['run-time', 'sri']],
];

for (const [name, routes, files, parts] of NEEDED)
  test(`what checks hashes is there for ${name}`, () =>
    assert.equal(partsOf(resolve(...routes), files), parts));

test('what has all of another part is never there beside it', () => {
  const names = choicesOfParts().map((parts) => parts.join());
  assert.ok(names.includes('integrity') && names.some((name) => name.endsWith('sri')));
  assert.not(names.some((name) => /integrity.*sri/.test(name)));
});

test('what few need brings all others with it, so that there are few scripts', () => {
  assert.is(choicesOfParts().length, 18);
  for (const seldom of ['namespaces', 'sri'] as const) {
    const parts = scriptPartsOf([seldom]);
    assert.ok(parts.includes(seldom) && parts.includes('queue') && parts.includes('run-time'));
    assert.ok(choicesOfParts().some((choice) => choice.join() === parts.join()));
  }
  assert.equal(scriptPartsOf(['queue']), ['queue']);
});

test('an integrity that nobody would look at is refused', () =>
  failsWhole(
    () => resolve({ ...GIVEN, integrity: false }),
    'invalid-options',
    `The options are not valid.\n  - Route "0/${ID}": the request "/:slug.mp4" has an integrity, and the route has integrity: false`,
  ));

test('whether they are checked is true or false', () =>
  failsWhole(
    () => resolve({ ...PLAIN, integrity: SHA256 }),
    'invalid-options',
    `The options are not valid.\n  - Route "0/${ID}": "integrity" property type must be boolean`,
  ));

test.run();
