import { createHash } from 'node:crypto';
import * as assert from 'uvu/assert';
import { abortFetch, endOf, expectedDigests, type FaultApp, startFetch } from '../support/faults/app.ts';
import { call } from '../support/faults/conformance.ts';
import { faultSuite } from '../support/faults/suite.ts';
import type { TestPage } from '../support/test-browser.ts';
import { until } from '../support/until.ts';
import { engines } from '../support/variants.ts';

const MB = 1 << 20;
const GOOD = { size: 1000 };

/** URLs with which a background fetch starts, whatever becomes of it. */
const TAKEN = [
  'http://localhost/',
  'http://127.0.0.1/',
  'http://127.0.0.1:8080/',
  'https://app.example/',
  'https://app.example:443/',
  'https://app.example:80/',
  'https://app.example:8080/',
];

/** Requests with which none does. */
const REFUSED: [name: string, url: string, init?: RequestInit][] = [
  ['a user name', 'https://user:@app.example/'],
  ['a password', 'https://:secret@app.example/'],
  ['both', 'https://user:secret@app.example/'],
  ['mode no-cors', '/good.bin', { mode: 'no-cors' }],
  ['file:', 'file:///'],
  ['wss:', 'wss:127.0.0.1'],
  ['a bad port', 'https://app.example:587/'],
];

/** What of a registration a page sees. */
interface Seen {
  id: string;
  uploadTotal: number;
  uploaded: number;
  downloadTotal: number;
  result: string;
  failureReason: string;
  recordsAvailable: boolean;
}

interface Registration extends Seen, EventTarget {
  downloaded: number;
  abort(): Promise<boolean>;
  match(request: string): Promise<{ responseReady: Promise<Response> } | undefined>;
  matchAll(request?: string, options?: object): Promise<unknown[]>;
}

interface Scope {
  backgroundFetch: {
    fetch(
      id: string,
      requests: string | Request | (string | Request)[],
      options?: object,
    ): Promise<Registration>;
    getIds(): Promise<string[]>;
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What `updateUI()` has come to in the worker's handler. */
async function updatesOf({ page }: FaultApp, id: string): Promise<string[]> {
  let updates: string[] | undefined;
  await until(`${id} has tried to change its title`, async () => {
    updates = await page.evaluate(
      async (url) => (await caches.match(url))?.json() as Promise<string[]> | undefined,
      `/updates/${encodeURIComponent(id)}`,
    );
    return updates !== undefined;
  });
  return updates as unknown as string[];
}

/** Starts with a request that JSON cannot say. Gives the name of the error, if there is one. */
function startWith(page: TestPage, id: string, url: string, init: RequestInit = {}): Promise<string> {
  return page.evaluate(
    async (name, address, options) => {
      const { backgroundFetch } = (await navigator.serviceWorker.ready) as unknown as Scope;
      try {
        await backgroundFetch.fetch(name, new Request(address, options));
        return '';
      } catch (error) {
        return (error as Error).name;
      }
    },
    id,
    url,
    init,
  );
}

for (const variant of engines()) {
  const test = faultSuite('interfaces', variant);
  test.before(({ app: { server } }) => {
    server.add('/good.bin', GOOD);
    server.add('/other.bin', { size: 500 });
    server.add('/slow.bin', { size: 4 * MB });
    server.fault('/slow.bin', { bytesPerSecond: MB / 8 });
  });

  for (const url of TAKEN) {
    test(`starts: ${url}`, async ({ app }) => {
      assert.equal(await call(app, { method: 'fetch', id: url, urls: [url] }), { value: url });
      await abortFetch(app.page, url);
    });
  }

  for (const [name, url, init] of REFUSED) {
    test(`does not start: ${name}`, async ({ app }) => {
      // What the constructor of Request refuses is refused in the same way when a string is given.
      const outcome = init
        ? await startWith(app.page, name, url, init)
        : await call(app, { method: 'fetch', id: name, urls: [url] });
      assert.equal(outcome, init ? 'TypeError' : { name: 'TypeError', type: 'TypeError' });
    });
  }

  test('a registration, and one request that is no list', async ({ app }) => {
    const seen = await app.page.evaluate(async () => {
      const { backgroundFetch } = (await navigator.serviceWorker.ready) as unknown as Scope;
      const options = { title: 'Something', downloadTotal: 5e6 };
      const registration = await backgroundFetch.fetch('fields', '/slow.bin', options);
      const { id, uploadTotal, uploaded, downloadTotal, result, failureReason, recordsAvailable } =
        registration;
      const ids = await backgroundFetch.getIds();
      const ended = [await registration.abort(), await registration.abort()];
      while (registration.result === '') await new Promise((resolve) => setTimeout(resolve, 20));
      const idsAfter = await backgroundFetch.getIds();
      return {
        fields: { id, uploadTotal, uploaded, downloadTotal, result, failureReason, recordsAvailable },
        ids,
        ended,
        end: [registration.result, registration.failureReason],
        idsAfter,
      };
    });
    assert.equal(seen, {
      fields: {
        id: 'fields',
        uploadTotal: 0,
        uploaded: 0,
        downloadTotal: 5e6,
        result: '',
        failureReason: '',
        recordsAvailable: true,
      },
      ids: ['fields'],
      ended: [true, false],
      end: ['failure', 'aborted'],
      idsAfter: [],
    });
  });

  test('of two with one id only one starts', async ({ app }) => {
    const outcomes = await app.page.evaluate(async () => {
      const { backgroundFetch } = (await navigator.serviceWorker.ready) as unknown as Scope;
      const both = ['/slow.bin?1', '/slow.bin?2'].map((url) => backgroundFetch.fetch('one id', url));
      const settled = await Promise.allSettled(both);
      return settled.map((one) => (one.status === 'rejected' ? one.reason.name : 'started'));
    });
    assert.equal(outcomes.sort(), ['TypeError', 'started']);
    assert.is(await abortFetch(app.page, 'one id'), true);
  });

  test('a URL twice, a query, and another method: what matches what', async ({ app }) => {
    const counts = await app.page.evaluate(async () => {
      const { backgroundFetch } = (await navigator.serviceWorker.ready) as unknown as Scope;
      const put = new Request('/good.bin', { method: 'PUT' });
      const requests = ['/good.bin', '/good.bin', '/good.bin?3', put, '/slow.bin'];
      const registration = await backgroundFetch.fetch('matching', requests);
      const all = [
        registration.matchAll('/good.bin'),
        registration.matchAll('/good.bin', { ignoreSearch: true }),
        registration.matchAll('/good.bin', { ignoreMethod: true }),
        registration.matchAll('/good.bin', { ignoreSearch: true, ignoreMethod: true }),
        registration.matchAll(),
        registration.matchAll('/nobody.bin'),
      ];
      const lengths = (await Promise.all(all)).map(({ length }) => length);
      await registration.abort();
      return lengths;
    });
    assert.equal(counts, [2, 3, 3, 4, 5, 0]);
  });

  test('a URL twice: each has its record', async ({ app }) => {
    await startFetch(app.page, 'twice', ['/good.bin', '/good.bin']);
    const { type, failureReason, downloaded, records, matched } = await endOf(app, 'twice');
    const record = { pathname: '/good.bin', status: 200, redirected: false, digests: expectedDigests(GOOD) };
    assert.equal(
      { type, failureReason, downloaded, records, matched },
      {
        type: 'success',
        failureReason: '',
        downloaded: 2 * GOOD.size,
        records: [record, record],
        matched: [true, true, false],
      },
    );
  });

  test('what is complete is there while the rest is not', async ({ app }) => {
    const seen = await app.page.evaluate(async () => {
      const { backgroundFetch } = (await navigator.serviceWorker.ready) as unknown as Scope;
      const registration = await backgroundFetch.fetch('active', ['/good.bin', '/slow.bin']);
      const response = await (await registration.match('/good.bin'))?.responseReady;
      const { size } = (await response?.blob()) ?? new Blob();
      return { path: new URL(response?.url ?? '').pathname, size, result: registration.result };
    });
    assert.equal(seen, { path: '/good.bin', size: GOOD.size, result: '' });
    await abortFetch(app.page, 'active');
  });

  test('abort: what was complete is there, what was not is an AbortError', async ({ app }) => {
    await app.page.evaluate(async () => {
      const { backgroundFetch } = (await navigator.serviceWorker.ready) as unknown as Scope;
      const registration = await backgroundFetch.fetch('abort', ['/good.bin', '/slow.bin']);
      await (await registration.match('/good.bin'))?.responseReady;
      await registration.abort();
    });
    const { type, result, failureReason, records } = await endOf(app, 'abort');
    assert.equal(
      { type, result, failureReason },
      { type: 'abort', result: 'failure', failureReason: 'aborted' },
    );
    const sorted = records.sort((a, b) => (a.pathname < b.pathname ? -1 : 1));
    assert.equal(sorted, [
      { pathname: '/good.bin', status: 200, redirected: false, digests: expectedDigests(GOOD) },
      { pathname: '/slow.bin', error: 'AbortError' },
    ]);
  });

  test('updateUI() works once, and during the event', async ({ app }) => {
    await startFetch(app.page, 'update UI', ['/good.bin']);
    assert.equal(await updatesOf(app, 'update UI'), ['updated', 'InvalidStateError', 'InvalidStateError']);
  });

  test('uploads to one URL have a record each', async ({ app }) => {
    for (const answer of ['first', 'second'])
      app.server.fault('/upload', { status: 200, body: Buffer.from(answer), times: 1 });
    const total = await app.page.evaluate(async () => {
      const { backgroundFetch } = (await navigator.serviceWorker.ready) as unknown as Scope;
      const requests = ['one', 'three'].map((body) => new Request('/upload', { method: 'POST', body }));
      return (await backgroundFetch.fetch('uploads', requests)).uploadTotal;
    });
    assert.is(total, 'onethree'.length);
    const { type, uploaded, records } = await endOf(app, 'uploads');
    assert.equal({ type, uploaded }, { type: 'success', uploaded: total });
    assert.equal(
      records.flatMap(({ digests = [] }) => digests).sort(),
      [sha256('first'), sha256('second')].sort(),
    );
    const received = app.server.requests.filter(({ pathname }) => pathname === '/upload');
    assert.equal(received.map(({ sha256: hash }) => hash).sort(), [sha256('one'), sha256('three')].sort());
  });

  test('progress tells of what was uploaded', async ({ app }) => {
    app.server.fault('/upload', { status: 200, body: Buffer.from('here'), times: 1 });
    const uploaded = await app.page.evaluate(async () => {
      const { backgroundFetch } = (await navigator.serviceWorker.ready) as unknown as Scope;
      const upload = new Request('/upload', { method: 'POST', body: 'something' });
      const registration = await backgroundFetch.fetch('progress', [upload, '/slow.bin']);
      return new Promise<number>((resolve) => {
        registration.addEventListener('progress', () => {
          if (registration.uploaded > 0) resolve(registration.uploaded);
        });
      });
    });
    assert.is(uploaded, 'something'.length);
    await abortFetch(app.page, 'progress');
  });

  test.run();
}
