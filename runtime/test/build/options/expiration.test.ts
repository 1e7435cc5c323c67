import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { partsOf } from '../../../src/build/options/parts-of.ts';
import { resolveOptions } from '../../../src/build/options/resolve-options.ts';
import type { BackgroundFetchOptions, RouteOptions } from '../../../src/shared/route.ts';
import { failsWhole } from '../../support/fails-whole.ts';

const ID = 'film/:slug';

/** Configs are often JavaScript: they can hold anything. */
const resolve = (expiration: unknown) =>
  resolveOptions({
    routes: [{ id: ID, requests: '/:slug.mp4', expiration } as RouteOptions],
  } as BackgroundFetchOptions);

for (const expiration of [{ maxEntries: 1 }, { maxAgeSeconds: 0.5 }, { maxEntries: 10, maxBytes: 5e9 }])
  test(`${JSON.stringify(expiration)}: the worker has it, and what it takes`, () => {
    const options = resolve(expiration);
    assert.equal(options.routes[0]?.expiration, expiration);
    assert.equal(partsOf(options, {}), ['limits']);
  });

test('without it the worker has nothing of it', () => assert.equal(partsOf(resolve(undefined), {}), []));

const REFUSED: [expiration: unknown, problem: string][] = [
  [10, '"expiration" property type must be object'],
  [{}, 'property "expiration" must not have fewer than 1 properties'],
  [{ maxEntries: 0 }, 'property "maxEntries" must be >= 1'],
  [{ maxEntries: 1.5 }, '"maxEntries" property type must be integer'],
  [{ maxAgeSeconds: 0 }, 'property "maxAgeSeconds" must be > 0'],
  [{ maxAgeSeconds: '1 day' }, '"maxAgeSeconds" property type must be number'],
  [{ maxBytes: -1 }, 'property "maxBytes" must be >= 1'],
  [{ maxEntrys: 1 }, '"maxEntrys" property is not expected to be here. Did you mean property "maxEntries"?'],
];

for (const [expiration, problem] of REFUSED)
  test(`${JSON.stringify(expiration)} is refused`, () => {
    failsWhole(
      () => resolve(expiration),
      'invalid-options',
      `The options are not valid.\n  - Route "${ID}": ${problem}`,
    );
  });

test.run();
