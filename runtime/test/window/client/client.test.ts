import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DownloadSnapshot } from '../../../src/shared/download-snapshot.ts';
import type { PageMessage } from '../../../src/shared/protocol.ts';
import { BackgroundFetchClient } from '../../../src/window/client/client.ts';
import type { FallbackModule } from '../../../src/window/engine/choose-engine.ts';
import { withGlobals } from '../../support/page-globals.ts';
import { type End, untilSettled } from '../../support/until-settled.ts';

type Load = () => Promise<FallbackModule>;

/** As a worker of an earlier build gives it: without `failures`. */
const STORED = {
  id: 'episode/5',
  route: 'episode/:n',
  params: { n: '5' },
  title: 'Episode 5',
  state: 'stored',
  downloaded: 1,
  downloadTotal: 1,
  failureReason: '',
  urls: [],
  createdAt: 1,
  updatedAt: 1,
} as unknown as DownloadSnapshot;

/** A page whose worker knows one download, in a browser without Background Fetch. */
function page(download: DownloadSnapshot): Record<string, unknown> {
  const answers = { get: download, list: [download], remove: true };
  const active = Object.assign(new EventTarget(), {
    state: 'activated',
    scriptURL: 'https://app.example/sw.js',
    postMessage({ type }: PageMessage, [port]: [MessagePort]) {
      port.postMessage({ ok: true, value: answers[type as keyof typeof answers] });
      port.close();
    },
  });
  const registration = { active, scope: 'https://app.example/' };
  const serviceWorker = Object.assign(new EventTarget(), {
    startMessages: () => undefined,
    getRegistration: async () => registration,
  });
  return {
    navigator: { serviceWorker, locks: {} },
    caches: {},
    indexedDB: {},
    BroadcastChannel: class {},
    ServiceWorkerRegistration: { prototype: {} },
  };
}

const notLoaded: End = { code: 'fallback-not-loaded', details: { reason: 'TypeError: a 404' } };
const notSupported: End = { code: 'not-supported', details: { feature: 'Background Fetch' } };
const late: End = { code: 'timed-out', details: { what: 'import()', seconds: 20 } };

const fails: Load = () => Promise.reject(new TypeError('a 404'));
const hangs: Load = () => new Promise(() => undefined);

/** How `fetch` ends, which needs an engine; the others need it where something runs only. */
const ENGINES: [name: string, load: Load | undefined, end: End][] = [
  ['no engine at all', undefined, notSupported],
  ['an engine that cannot be loaded', fails, notLoaded],
  ['an engine that never comes', hangs, late],
];

type Method = 'fetch' | 'get' | 'list' | 'abort' | 'remove';

for (const [name, load, end] of ENGINES) {
  for (const state of ['stored', 'failed', 'downloading'] as const) {
    const runs = state === 'downloading';
    const EXPECTED: Record<Method, End> = {
      fetch: end,
      get: { value: state },
      list: { value: state },
      abort: runs ? end : { value: false },
      remove: runs ? end : { value: true },
    };
    for (const [method, expected] of Object.entries(EXPECTED) as [Method, End][]) {
      test(`${name}, a download that is ${state}: ${method}() gives ${JSON.stringify(expected)}`, () =>
        withGlobals(page({ ...STORED, state }), async () => {
          const client = new BackgroundFetchClient(load ? { fallback: { load } } : {});
          const ended = await untilSettled(async () => {
            const result = await (method === 'list' ? client.list() : client[method]('episode/5'));
            const [first] = [result].flat();
            return typeof first === 'object' ? first.state : first;
          });
          assert.equal(ended, expected);
        }));
    }
  }
}

test('a worker of an earlier build, which tells no failures', () =>
  withGlobals(page({ ...STORED, state: 'failed', failureReason: 'lost' }), async () => {
    const download = await new BackgroundFetchClient().get('episode/5');
    assert.equal(download?.failures, []);
    assert.equal(await untilSettled(async () => download?.stored), {
      code: 'failed',
      details: { id: 'episode/5', reason: 'lost', failures: [] },
    });
  }));

test('an engine that could not be loaded is tried again', () =>
  withGlobals(page(STORED), async () => {
    let count = 0;
    const load: Load = () => {
      count++;
      return fails();
    };
    const client = new BackgroundFetchClient({ fallback: { load } });
    for (let attempt = 0; attempt < 2; attempt++)
      assert.equal(await untilSettled(() => client.fetch('episode/5')), notLoaded);
    assert.is(count, 2);
  }));

test.run();
