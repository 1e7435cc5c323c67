import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { HOOKS_FILE, HOOKS_FILES } from '../../runtime/test/support/hooks-fixture.ts';
import { createApp } from './support/app.ts';
import { type DevPage, openDevPage } from './support/dev-page.ts';
import { devWays } from './support/dev-ways.ts';
import { ROUTES } from './support/ways.ts';

for (const way of devWays({ ...ROUTES, worker: HOOKS_FILE })) {
  const { name, worker, type, base = '/' } = way;
  const test = suite<DevPage>(`hooks on the dev server in Chromium, ${name}`);

  test.before(async (context) => {
    const app = await createApp(HOOKS_FILES);
    Object.assign(
      context,
      await openDevPage(app, way, { resolve: { alias: { '@': join(app.root, 'src') } } }),
    );
  });
  test.after(({ close }) => close());

  test('they run, and what they make of a response is stored', async ({ page, chromium, url }) => {
    const served = await page.evaluate(
      async (scriptUrl, workerType) => {
        await navigator.serviceWorker.register(scriptUrl, { type: workerType });
        const download = await downloads.fetch('track/one');
        await download.stored;
        return (await (await downloads.match('media/one.bin'))?.text())?.slice(0, 20);
      },
      url + worker,
      type,
    );
    assert.ok(served?.startsWith(`${base}media/one.bin: `), served);
    const target = await chromium.browser.waitForTarget((found) => found.type() === 'service_worker');
    const told = async (): Promise<unknown> => (await target.worker())?.evaluate('self.told');
    // The page hears of the download before its hook has run.
    for (let tries = 0; tries < 50 && ((await told()) as unknown[]).length < 2; tries++) await sleep(100);
    assert.equal(await told(), ['plugin', '[stored: track/one, stored, string]']);
  });

  test.run();
}
