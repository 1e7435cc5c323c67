import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { partsOf } from '../../../src/build/options/parts-of.ts';
import { resolveOptions } from '../../../src/build/options/resolve-options.ts';
import type { BackgroundFetchOptions, RouteOptions } from '../../../src/shared/route.ts';
import type { RetryPolicy } from '../../../src/shared/worker-config.ts';
import { failsWhole } from '../../support/fails-whole.ts';

const ID = 'episode/:slug';
const DEFAULTS: RetryPolicy = {
  limit: 20,
  delays: [10, 30, 60, 300, 900, 3600],
  jitter: 0.2,
  giveUpAfter: 86_400,
};

/** Configs are often JavaScript: they can hold anything. */
const resolve = (retry: unknown) => {
  const route = { id: ID, requests: '/:slug.mp3', ...(retry === undefined ? {} : { retry }) };
  return resolveOptions({ routes: [route as RouteOptions] } as BackgroundFetchOptions);
};

const RESOLVED: [retry: RouteOptions['retry'], expected: RetryPolicy | undefined][] = [
  [undefined, undefined],
  [false, undefined],
  [true, DEFAULTS],
  [{}, DEFAULTS],
  [{ limit: 1 }, { ...DEFAULTS, limit: 1 }],
  [{ delays: [0.5] }, { ...DEFAULTS, delays: [0.5] }],
  [{ delays: [0, 10] }, { ...DEFAULTS, delays: [0, 10] }],
  [{ jitter: 0 }, { ...DEFAULTS, jitter: 0 }],
  [
    { giveUpAfter: 60, limit: 1000 },
    { ...DEFAULTS, giveUpAfter: 60, limit: 1000 },
  ],
];

for (const [retry, expected] of RESOLVED)
  test(`${JSON.stringify(retry)} is ${expected === DEFAULTS ? 'the defaults' : JSON.stringify(expected)}`, () => {
    const options = resolve(retry);
    assert.equal(options.routes[0]?.retry, expected);
    assert.equal(
      partsOf(options, {}),
      expected === undefined ? [] : ['queue'],
      'who has it needs the code for it',
    );
  });

test('concurrency is a number of downloads, and whole', () => {
  const options = (concurrency: unknown) =>
    ({ routes: [{ id: ID, requests: '/:slug.mp3' }], concurrency }) as BackgroundFetchOptions;
  assert.is(resolveOptions(options(1)).concurrency, 1);
  assert.is(resolveOptions(options(undefined)).concurrency, undefined);
  for (const [value, problem] of [
    [0, 'property "concurrency" must be >= 1'],
    [1.5, '"concurrency" property type must be integer'],
    ['2', '"concurrency" property type must be integer'],
  ])
    failsWhole(
      () => resolveOptions(options(value)),
      'invalid-options',
      `The options are not valid.\n  - ${problem}`,
    );
});

const REFUSED: [retry: unknown, problem: string][] = [
  [5, '"retry" property type must be boolean'],
  ['yes', '"retry" property type must be boolean'],
  [null, '"retry" property type must be boolean'],
  [{ limit: 0 }, 'property "limit" must be >= 1'],
  [{ limit: 1.5 }, '"limit" property type must be integer'],
  [{ delays: [] }, 'property "delays" must not have fewer than 1 items'],
  [{ delays: [-1] }, 'property "delays.0" must be >= 0'],
  [{ delays: 10 }, '"delays" property type must be array'],
  [{ jitter: 2 }, 'property "jitter" must be <= 1'],
  [{ giveUpAfter: -1 }, 'property "giveUpAfter" must be >= 0'],
  [{ times: 3 }, '"times" property is not expected to be here'],
  [{ limits: 3 }, '"limits" property is not expected to be here. Did you mean property "limit"?'],
];

for (const [retry, problem] of REFUSED)
  test(`${JSON.stringify(retry)} is refused`, () => {
    failsWhole(
      () => resolve(retry),
      'invalid-options',
      `The options are not valid.\n  - Route "${ID}": ${problem}`,
    );
  });

test.run();
