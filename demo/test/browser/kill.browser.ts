import * as assert from 'uvu/assert';
import { downloadedOf, endOf, expectedDigests, sentFor, startFetch } from '../support/faults/app.ts';
import { faultSuite } from '../support/faults/suite.ts';
import { until } from '../support/until.ts';
import { fallbacks } from '../support/variants.ts';

const MB = 1 << 20;
/** What may be fetched twice each time. */
const CHUNK = 4 * MB;
const KILLS = 2;

// Chromium's own engine needs a minute to see that it was killed.
for (const variant of fallbacks()) {
  const test = faultSuite('SIGKILL of the browser', variant, true);

  test('goes on from what was stored, on the same profile', async ({ app }) => {
    const { server } = app;
    const bytes = { size: 40 * MB };
    server.add('/file.bin', bytes);
    // Slower than a busy machine stores: what waits in the connection has been sent, but not fetched.
    server.fault('/file.bin', { bytesPerSecond: 2 * MB });
    await startFetch(app.page, 'file', ['/file.bin']);
    let before = 0;
    for (let kill = 1; kill <= KILLS; kill++) {
      const enough = before + 7 * MB;
      await until('more of it is there', async () => ((await downloadedOf(app.page, 'file')) ?? 0) >= enough);
      await app.browser.kill();
      await app.relaunch();
      before = (await downloadedOf(app.page, 'file')) ?? 0;
      assert.ok(before >= kill * 4 * MB, `${before} bytes are left after kill ${kill}`);
    }
    const { type, records } = await endOf(app, 'file');
    assert.is(type, 'success');
    assert.equal(records[0]?.digests, expectedDigests(bytes));
    const twice = sentFor(server, '/file.bin') - bytes.size;
    assert.ok(twice <= KILLS * CHUNK, `${twice} bytes were sent twice`);
  });

  test.run();
}
