import { setTimeout as sleep } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { downloadedOf, endOf, expectedDigests, sentFor, startFetch } from '../support/faults/app.ts';
import { faultSuite } from '../support/faults/suite.ts';
import { killProcesses } from '../support/kill-process.ts';
import { until } from '../support/until.ts';
import { fallbacks } from '../support/variants.ts';

const MB = 1 << 20;
/** What may be fetched twice. */
const CHUNK = 4 * MB;

/** Its databases are in a process of its own, which iOS ends with an app in the background. */
for (const variant of fallbacks().filter(({ browser }) => browser === 'webkit')) {
  const test = faultSuite('the process that has the databases is killed', variant, true);

  test('a page is told, and after a reload everything goes on', async ({ app }) => {
    const { server, page } = app;
    const bytes = { size: 20 * MB };
    server.add('/file.bin', bytes);
    server.fault('/file.bin', { bytesPerSecond: 4 * MB });
    await startFetch(page, 'file', ['/file.bin']);
    await until('some of it is there', async () => ((await downloadedOf(page, 'file')) ?? 0) >= 5 * MB);
    assert.is(await killProcesses(app.browser.pid, 'WebKitNetworkPr'), 1);
    // The network was in it, too, by which the page is steered.
    await sleep(2000);
    // The document cannot connect any more, whatever is tried.
    const told = await downloadedOf(page, 'file').catch(({ name }: Error) => name);
    assert.is(told, 'UnknownError');
    await page.reload();
    assert.ok(((await downloadedOf(page, 'file')) ?? 0) >= 5 * MB, 'what was there is there');
    const { type, records } = await endOf(app, 'file');
    assert.is(type, 'success');
    assert.equal(records[0]?.digests, expectedDigests(bytes));
    const twice = sentFor(server, '/file.bin') - bytes.size;
    assert.ok(twice <= CHUNK, `${twice} bytes were sent twice`);
  });

  test.run();
}
