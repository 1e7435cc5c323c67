import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { partsOf } from '../../../src/build/options/parts-of.ts';
import { resolveOptions } from '../../../src/build/options/resolve-options.ts';
import { parseConfig } from '../../../src/shared/parsed-config.ts';
import type { BackgroundFetchOptions, RouteOptions } from '../../../src/shared/route.ts';
import { failsWhole } from '../../support/fails-whole.ts';

/** Configs are often JavaScript: they can hold anything. */
const resolve = (route: object) =>
  resolveOptions({
    routes: [{ id: 'level/:n', requests: '/:n.bin', ...route } as RouteOptions],
  } as BackgroundFetchOptions);

const LIMITS: [route: object, parts: string[], limit: number | undefined][] = [
  [{ update: 'auto' }, ['queue'], 20],
  [{ update: 'auto', retry: false }, ['queue'], 20],
  [{ update: 'auto', retry: { limit: 3 } }, ['queue'], 3],
  [{ update: 'manual' }, [], undefined],
  [{}, [], undefined],
];

for (const [route, parts, limit] of LIMITS)
  test(`${JSON.stringify(route)}: the worker has what it takes to wait, and how often it tries`, () => {
    const options = resolve(route);
    assert.equal(partsOf(options, {}), parts);
    assert.is(options.routes[0]?.retry?.limit, limit);
  });

test('a worker by hand needs no more than `update`', () => {
  const { routes } = parseConfig({ routes: [{ id: 'level/:n', requests: [], update: 'auto' }] });
  assert.is(routes[0]?.retry?.limit, 0);
});

const REFUSED: [update: unknown, problem: string][] = [
  [true, '"update" property must be equal to one of the allowed values: "auto", "manual"'],
  ['always', '"update" property must be equal to one of the allowed values. Did you mean "auto"?'],
];

for (const [update, problem] of REFUSED)
  test(`${JSON.stringify(update)} is refused`, () => {
    failsWhole(
      () => resolve({ update }),
      'invalid-options',
      `The options are not valid.\n  - Route "level/:n": ${problem}`,
    );
  });

test.run();
