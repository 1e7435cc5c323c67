import * as assert from 'uvu/assert';
import { endOf, expectedDigests, type FaultApp } from '../support/faults/app.ts';
import { faultSuite } from '../support/faults/suite.ts';
import { fallbacks } from '../support/variants.ts';

const BYTES = { size: 12 << 20 };

type Kind = 'Worker' | 'SharedWorker';

/** What a worker says, if it can get at a registration. */
interface Seen {
  ids: string[];
  /** Bytes of the body that were read first, and what was downloaded by then. */
  first: number;
  downloaded: number;
  result: string;
}

/** Lets a worker fetch a file in the background, and gives what it says of it. */
function useIn({ page }: FaultApp, kind: Kind, id: string, url: string): Promise<Seen> {
  return page.evaluate(
    (name, fetchId, fetchUrl) =>
      new Promise<Seen>((resolve, reject) => {
        const worker = new globalThis[name]('/background.js');
        const port = 'port' in worker ? worker.port : worker;
        port.onmessage = ({ data }: MessageEvent) => resolve(data);
        worker.onerror = ({ message }: ErrorEvent) => reject(new Error(message));
        port.postMessage({ id: fetchId, url: fetchUrl });
      }),
    kind,
    id,
    url,
  );
}

for (const variant of fallbacks()) {
  const { browser } = variant;
  const test = faultSuite('workers', variant);

  for (const kind of ['Worker', 'SharedWorker'] as const) {
    test(`a ${kind} has Background Fetch`, async ({ app }) => {
      const url = `/files/${kind}.bin`;
      app.server.add(url, BYTES);
      app.server.fault(url, { bytesPerSecond: 8 << 20 });
      const seen = await useIn(app, kind, kind, url);
      // There it cannot get at a registration: Chromium's workers have no `navigator.serviceWorker`.
      if (browser === 'chromium') return assert.equal(seen, { interfaces: 'function' });
      const { first, downloaded, ...rest } = seen;
      assert.equal(rest, { ids: [kind], result: 'success' });
      // It reads while the rest is on its way.
      assert.ok(first > 0 && downloaded < BYTES.size, `${first} bytes read, ${downloaded} downloaded`);
      const { type, records } = await endOf(app, kind);
      assert.is(type, 'success');
      assert.equal(records[0]?.digests, expectedDigests(BYTES));
    });
  }

  test.run();
}
