import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BackgroundFetchClient } from '../../src/window/client/client.ts';
import type { FallbackModule } from '../../src/window/engine/choose-engine.ts';
import { withGlobals } from '../support/page-globals.ts';

const serviceWorker = Object.assign(new EventTarget(), { startMessages: () => undefined });

function registrationClass(hasBackgroundFetch: boolean): unknown {
  return { prototype: hasBackgroundFetch ? { backgroundFetch: {} } : {} };
}

/** Firefox 115, Safari 16.4 and later have all of this. */
const MODERN = {
  navigator: { serviceWorker, locks: {} },
  caches: {},
  indexedDB: {},
  BroadcastChannel: class {},
  crypto: { randomUUID: () => '' },
  ServiceWorkerRegistration: registrationClass(false),
};

/** Chromium, since 2020. */
const NATIVE = { ...MODERN, ServiceWorkerRegistration: registrationClass(true) };

function refused(): never {
  throw new DOMException('The operation is insecure.', 'SecurityError');
}

/** A global that throws where it is read. */
const throws = (): never => refused();

const sandboxed = {
  get serviceWorker(): never {
    return refused();
  },
  locks: {},
};

const load = async (): Promise<FallbackModule> => ({
  installFallback: () => undefined,
  leaveNative: async () => true,
});

/** What is there, whether it is supported with the fallback, and without. */
const CASES: [name: string, globals: Record<string, unknown>, withFallback: boolean, without: boolean][] = [
  ['a browser with Background Fetch', NATIVE, true, true],
  ['a browser without', MODERN, true, false],
  ['a server', { navigator: undefined, caches: undefined, indexedDB: undefined }, false, false],
  ['Node, which has a navigator', { navigator: { userAgent: 'Node.js/21' } }, false, false],
  ['http, where there are no service workers', { ...NATIVE, navigator: { locks: {} } }, false, false],
  ['a private window without service workers', { ...MODERN, navigator: { locks: {} } }, false, false],
  ['a sandboxed frame, where asking throws', { ...NATIVE, navigator: sandboxed }, false, false],
  ['no Cache Storage', { ...NATIVE, caches: undefined }, false, false],
  ['Cache Storage that throws', { ...NATIVE, caches: throws }, false, false],
  ['no IndexedDB', { ...NATIVE, indexedDB: undefined }, false, false],
  ['IndexedDB that is null', { ...MODERN, indexedDB: null }, false, false],
  ['IndexedDB that throws', { ...NATIVE, indexedDB: throws }, false, false],
  ['Safari 15.3, without Web Locks', { ...MODERN, navigator: { serviceWorker } }, false, false],
  ['Firefox 94, without randomUUID', { ...MODERN, crypto: {} }, false, false],
  ['native, without what the engine needs', { ...NATIVE, crypto: {} }, true, true],
];

for (const [name, globals, withFallback, without] of CASES) {
  test(`supported() in ${name}: ${withFallback} with the fallback, ${without} without`, () =>
    withGlobals(globals, () => {
      assert.is(new BackgroundFetchClient({ fallback: { load } }).supported(), withFallback);
      assert.is(new BackgroundFetchClient().supported(), without);
    }));
}

const WITHOUT_SERVICE_WORKERS = /server|Node|http|private|sandboxed/;

for (const [name, globals] of CASES.filter(([text]) => WITHOUT_SERVICE_WORKERS.test(text))) {
  test(`every method in ${name} rejects with not-supported`, () =>
    withGlobals(globals, async () => {
      const client = new BackgroundFetchClient({ fallback: { load } });
      const calls = [
        client.fetch('a'),
        client.get('b'),
        client.list(),
        client.abort('c'),
        client.abortAll(),
        client.remove('d'),
        client.removeAll(),
        client.match('https://app.example/x'),
      ];
      for (const { reason, status } of (await Promise.allSettled(calls)) as PromiseRejectedResult[]) {
        assert.is(status, 'rejected');
        assert.is(reason.code, 'not-supported');
        assert.equal(reason.details, { feature: 'service worker' });
      }
    }));
}

for (const [name, globals] of CASES) {
  test(`in ${name}: the store can be read and heard`, () =>
    withGlobals(globals, () => {
      const { subscribe, getSnapshot } = new BackgroundFetchClient();
      const before = getSnapshot();
      const end = subscribe(() => undefined);
      assert.is(getSnapshot(), before);
      assert.equal(before, {
        downloads: [],
        activeCount: 0,
        downloaded: 0,
        downloadTotal: 0,
        progress: undefined,
        bytesPerSecond: 0,
        secondsLeft: undefined,
      });
      assert.ok(Object.isFrozen(before) && Object.isFrozen(before.downloads));
      end();
    }));
}

test.run();
