import type { TestPage } from '../test-browser.ts';

/** Lets a page find the worker that `rebuild` has put there, and begins anew with it. */
export async function update(page: TestPage): Promise<void> {
  await page.evaluate(async () => {
    const changed = new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
    );
    await (await navigator.serviceWorker.ready).update();
    await changed;
  });
  await page.reload();
  await page.waitForFunction(() => 'downloads' in self);
}
