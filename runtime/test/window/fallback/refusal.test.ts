import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { REFUSAL } from '../../../src/shared/engine-choice.ts';
import { forgetRefusal, isOutdated, noteRefusal } from '../../../src/window/fallback/refusal.ts';
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

const AGES: [milliseconds: number, expected: boolean][] = [
  [0, false],
  [1_000, false],
  [DAY, false],
  [7 * DAY - 1, false],
  [7 * DAY, true],
  [400 * DAY, true],
];

for (const [age, expected] of AGES) {
  test(`a note of ${age / DAY} days is ${expected ? 'outdated' : 'believed'}`, () => {
    const { caches, names } = storage();
    return withGlobals({ caches }, async () => {
      assert.is(await isOutdated(), false);
      const { now } = Date;
      try {
        Date.now = () => 1e12;
        await noteRefusal();
        assert.equal(names(), [REFUSAL]);
        Date.now = () => 1e12 + age;
        assert.is(await isOutdated(), expected);
      } finally {
        Date.now = now;
      }
      await forgetRefusal();
      assert.equal(names(), []);
      assert.is(await isOutdated(), false);
    });
  });
}

for (const [what, work, caches] of [
  ['caches.open()', noteRefusal, { open: () => new Promise(() => undefined) }],
  ['caches.match()', isOutdated, { match: () => new Promise(() => undefined) }],
] as const) {
  test(`where ${what} hangs, nobody waits for ever`, () =>
    withGlobals({ caches }, async () => {
      assert.equal(await untilSettled(work), { code: 'timed-out', details: { what, seconds: 20 } });
    }));
}

test.run();
