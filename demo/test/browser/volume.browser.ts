import * as assert from 'uvu/assert';
import { watchMemory } from '../../../runtime/bench/support/memory.ts';
import { type End, endOf, expectedDigests, type FaultApp, startFetch } from '../support/faults/app.ts';
import { faultSuite } from '../support/faults/suite.ts';
import { fallbacks } from '../support/variants.ts';

const MB = 1 << 20;
const SEGMENTS = 5000;
/** Far below what is downloaded; a browser's own caches and garbage come and go. */
const MOST = { segments: 500, file: 1200, streamed: 800 };

for (const variant of fallbacks()) {
  const { browser } = variant;
  // What lasts is what people use; a private session of WebKit keeps it all in memory.
  const test = faultSuite('volume', variant, true);

  async function run(app: FaultApp, id: string, urls: string[], most: number): Promise<End> {
    const memory = await watchMemory(app.browser.pid);
    try {
      await startFetch(app.page, id, urls);
      const end = await endOf(app, id, 300_000);
      const peak = memory.peak();
      console.log(`${browser}: ${id}: ${Math.round(peak)} MB at the peak`);
      assert.ok(peak < most, `${peak} MB`);
      return end;
    } finally {
      memory.stop();
    }
  }

  test(`${SEGMENTS} segments`, async ({ app }) => {
    const bytes = { size: 20_000 };
    const paths = Array.from({ length: SEGMENTS }, (_, index) => `/segments/${index}.ts`);
    for (const path of paths) app.server.add(path, bytes);
    const { type, records } = await run(app, 'segments', paths, MOST.segments);
    assert.is(type, 'success');
    assert.is(records.length, SEGMENTS);
    const [digest] = expectedDigests(bytes);
    assert.is(records.filter(({ digests }) => digests?.[0] === digest).length, SEGMENTS);
  });

  test('one file of 2 GB', async ({ app }) => {
    // WebKit gives an origin 1000 MB.
    const bytes = { size: (browser === 'webkit' ? 800 : 2048) * MB };
    app.server.add('/large.bin', bytes);
    const { type, failureReason, records } = await run(app, 'large', ['/large.bin'], MOST.file);
    assert.equal({ type, failureReason }, { type: 'success', failureReason: '' });
    assert.equal(records[0]?.digests, expectedDigests(bytes));
  });

  // WebKit reads a stream ahead of its reader without end, and what it has read takes three times its size.
  test('one file of 400 MB that starts slowly, and of which a range is refused', async ({ app }) => {
    const bytes = { size: 400 * MB };
    app.server.add('/slow.bin', bytes);
    app.server.fault('/slow.bin', { bytesPerSecond: 2 * MB, slowFor: 6 * MB, times: 1 });
    app.server.fault('/slow.bin', { only: 'ranges', status: 503, times: 1 });
    const { type, records } = await run(app, 'streamed', ['/slow.bin'], MOST.streamed);
    assert.is(type, 'success');
    assert.equal(records[0]?.digests, expectedDigests(bytes));
  });

  test.run();
}
