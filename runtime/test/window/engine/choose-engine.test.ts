import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { REFUSAL } from '../../../src/shared/engine-choice.ts';
import { chooseEngine, type Fallback, hasOurs, useOurs } from '../../../src/window/engine/choose-engine.ts';
import { withGlobals } from '../../support/page-globals.ts';
import { untilSettled } from '../../support/until-settled.ts';

const registration = {} as ServiceWorkerRegistration;

/** The half of the engine, and what it was asked to do. */
function engine(isCertain = true): { fallback: Fallback; calls: unknown[] } {
  const calls: unknown[] = [];
  const module = {
    installFallback: () => void calls.push('install'),
    async leaveNative(left: ServiceWorkerRegistration, isNew: boolean) {
      assert.is(left, registration);
      calls.push(['leave', isNew]);
      return isCertain;
    },
  };
  const load: Fallback['load'] = async () => {
    calls.push('load');
    return module;
  };
  return { calls, fallback: { load } };
}

/** A browser with Background Fetch, and what is known of it. */
function native(has: () => Promise<boolean>): Record<string, unknown> {
  return { ServiceWorkerRegistration: { prototype: { backgroundFetch: {} } }, caches: { has } };
}

const noted = native(async (name?: string) => name === REFUSAL);

// They go on one another: a page that has our engine keeps it.
test('no fallback: nothing is looked at', () =>
  withGlobals({ ServiceWorkerRegistration: undefined }, async () => {
    await chooseEngine(undefined, registration);
    assert.not(hasOurs());
  }));

for (const [name, has] of [
  ['of which nothing is known', async () => false],
  ['of which nobody can know', () => Promise.reject(new DOMException('', 'SecurityError'))],
  ['of which nobody says', () => new Promise<never>(() => undefined)],
] as const) {
  test(`a browser's own ${name} is used`, () =>
    withGlobals(native(has), async () => {
      const { fallback, calls } = engine();
      assert.equal(await untilSettled(() => chooseEngine(fallback, registration)), { value: undefined });
      assert.equal(calls, []);
      assert.not(hasOurs());
    }));
}

test('one that was noted, in doubt: it is tried again', () =>
  withGlobals(noted, async () => {
    const { fallback, calls } = engine(false);
    await chooseEngine(fallback, registration);
    assert.equal(calls, ['load', ['leave', false]]);
    assert.not(hasOurs());
  }));

test('an engine that cannot be loaded, and is not ours then', async () => {
  const cause = new TypeError('a 404');
  const end = await untilSettled(() => useOurs({ load: () => Promise.reject(cause) }));
  assert.equal(end, { code: 'fallback-not-loaded', details: { reason: 'TypeError: a 404' } });
  assert.not(hasOurs());
});

test('one that has refused a start just now is left, once', () =>
  withGlobals(noted, async () => {
    const { fallback, calls } = engine();
    await Promise.all([useOurs(fallback, registration, true), chooseEngine(fallback, registration)]);
    await chooseEngine(fallback, registration);
    assert.equal(calls, ['load', ['leave', true], 'install']);
    assert.ok(hasOurs());
  }));

test.run();
