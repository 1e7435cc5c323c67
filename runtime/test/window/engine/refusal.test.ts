import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { REFUSAL } from '../../../src/shared/engine-choice.ts';
import { forgetRefusal, knownRefusal, noteRefusal } from '../../../src/window/engine/refusal.ts';
import { withGlobals } from '../../support/page-globals.ts';
import { untilSettled } from '../../support/until-settled.ts';

/** One cache with one entry, as far as a note needs it. */
function storage(): { caches: unknown; names(): string[] } {
  let note: Response | undefined;
  const caches = {
    open: async () => ({
      put: async (_: string, response: Response) => {
        note = response;
      },
    }),
    match: async () => note?.clone(),
    delete: async () => {
      note = undefined;
    },
  };
  return { caches, names: () => (note ? [REFUSAL] : []) };
}

const DAY = 24 * 60 * 60 * 1000;

const AGES: [milliseconds: number, expected: string][] = [
  [0, 'fresh'],
  [1_000, 'fresh'],
  [DAY, 'fresh'],
  [7 * DAY - 1, 'fresh'],
  [7 * DAY, 'old'],
  [400 * DAY, 'old'],
];

for (const [age, expected] of AGES) {
  test(`a note of ${age / DAY} days is ${expected}`, () =>
    withGlobals(storage(), async () => {
      assert.is(await knownRefusal(), 'none');
      const { now } = Date;
      try {
        Date.now = () => 1e12;
        await noteRefusal();
        Date.now = () => 1e12 + age;
        assert.is(await knownRefusal(), expected);
      } finally {
        Date.now = now;
      }
      await forgetRefusal();
      assert.is(await knownRefusal(), 'none');
    }));
}

for (const [name, match] of [
  ['is broken', () => Promise.reject(new DOMException('', 'SecurityError'))],
  ['hangs', () => new Promise(() => undefined)],
] as const) {
  test(`where Cache Storage ${name}, nothing is known`, () =>
    withGlobals({ caches: { match } }, async () => {
      assert.equal(await untilSettled(knownRefusal), { value: 'none' });
    }));
}

test.run();
