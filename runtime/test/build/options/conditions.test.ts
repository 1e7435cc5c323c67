import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { partsOf } from '../../../src/build/options/parts-of.ts';
import { resolveOptions } from '../../../src/build/options/resolve-options.ts';
import { parseConfig } from '../../../src/shared/parsed-config.ts';
import type { BackgroundFetchOptions, RouteOptions } from '../../../src/shared/route.ts';
import { failsWhole } from '../../support/fails-whole.ts';

const ID = 'film/:slug';

/** Configs are often JavaScript: they can hold anything. */
const resolve = (conditions: unknown) =>
  resolveOptions({
    routes: [{ id: ID, requests: '/:slug.mp4', conditions } as RouteOptions],
  } as BackgroundFetchOptions);

for (const conditions of [{ network: 'unmetered' }, { network: 'any', minimumFree: 0 }, { minimumFree: 5e8 }])
  test(`${JSON.stringify(conditions)}: the worker has it, and what it takes to wait`, () => {
    const options = resolve(conditions);
    assert.equal(options.routes[0]?.conditions, conditions);
    assert.equal(partsOf(options, {}), ['queue']);
    const config = parseConfig({ routes: [{ id: ID, requests: [], conditions } as never] });
    assert.is(config.routes[0]?.retry?.limit, 0, 'what has failed is not asked for again');
  });

const REFUSED: [conditions: unknown, problem: string][] = [
  ['unmetered', '"conditions" property type must be object'],
  [{}, 'property "conditions" must not have fewer than 1 properties'],
  [{ network: 'wifi' }, '"network" property must be equal to one of the allowed values: "any", "unmetered"'],
  [{ minimumFree: -1 }, 'property "minimumFree" must be >= 0'],
  [{ minimumFree: '5 GB' }, '"minimumFree" property type must be integer'],
  [{ networks: 'any' }, '"networks" property is not expected to be here. Did you mean property "network"?'],
];

for (const [conditions, problem] of REFUSED)
  test(`${JSON.stringify(conditions)} is refused`, () => {
    failsWhole(
      () => resolve(conditions),
      'invalid-options',
      `The options are not valid.\n  - Route "${ID}": ${problem}`,
    );
  });

test.run();
