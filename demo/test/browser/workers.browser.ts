import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { endOf, expectedDigests, type FaultApp, startFaultApp } from '../support/faults/app.ts';
import { fallbacks } from '../support/variants.ts';

const BYTES = { size: 12 << 20 };

type Kind = 'Worker' | 'SharedWorker';

/** Lets a worker fetch a file in the background, and gives what it says of it. */
function useIn({ page }: FaultApp, kind: Kind, id: string, url: string): Promise<unknown> {
  return page.evaluate(
    (name, fetchId, fetchUrl) =>
      new Promise((resolve) => {
        const worker = new globalThis[name]('/background.js');
        const port = 'port' in worker ? worker.port : worker;
        port.onmessage = ({ data }: MessageEvent) => resolve(data);
        worker.onerror = ({ message }: ErrorEvent) => resolve({ error: message });
        port.postMessage({ id: fetchId, url: fetchUrl });
      }),
    kind,
    id,
    url,
  );
}

for (const { browser, engine } of fallbacks()) {
  const test = suite<{ app: FaultApp }>(`workers, ${browser}, ${engine}`);

  test.before(async (context) => {
    context.app = await startFaultApp(browser, engine);
  });
  test.after(({ app }) => app.close());

  for (const kind of ['Worker', 'SharedWorker'] as const) {
    test(`a ${kind} has Background Fetch`, async ({ app }) => {
      const url = `/files/${kind}.bin`;
      app.server.add(url, BYTES);
      app.server.fault(url, { bytesPerSecond: 8 << 20 });
      const seen = await useIn(app, kind, kind, url);
      // There it cannot get at a registration: Chromium's workers have no `navigator.serviceWorker`.
      if (browser === 'chromium') return assert.equal(seen, { interfaces: 'function' });
      assert.equal(seen, { ids: [kind], isEarly: true, result: 'success' });
      const { type, records } = await endOf(app, kind);
      assert.is(type, 'success');
      assert.equal(records[0]?.digests, expectedDigests(BYTES));
    });
  }

  test.run();
}
