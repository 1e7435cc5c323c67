import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type App, start, startApp, waitForState } from '../support/app.ts';
import type { PuppeteerPage } from '../support/puppeteer-page.ts';
import type { TestPage } from '../support/test-browser.ts';
import { evaluateInWorker } from '../support/worker-hook.ts';

const test = suite<{ app: App; page: TestPage }>('the notification of the fallback');

test.before.each(async (context) => {
  context.app = await startApp({ browser: 'chromium', engine: 'fallback', build: 'vite-generate-sw' });
  context.page = await context.app.open();
  await permit(context.page, 'granted');
});
test.after.each(({ app }) => app.close());

async function permit(page: TestPage, setting: 'granted' | 'denied'): Promise<void> {
  const session = await (page as PuppeteerPage).puppeteer.createCDPSession();
  await session.send('Browser.setPermission', { permission: { name: 'notifications' }, setting });
}

interface Shown {
  title: string;
  body: string;
  actions: string[];
}

function shown(page: TestPage): Promise<Shown[]> {
  return page.evaluate(async () => {
    const notifications = (await (
      await navigator.serviceWorker.ready
    ).getNotifications()) as (Notification & {
      actions: { action: string }[];
    })[];
    return notifications.map(({ title, body, actions }) => ({
      title,
      body,
      actions: actions.map(({ action }) => action),
    }));
  });
}

async function until(page: TestPage, isSo: (all: Shown[]) => boolean): Promise<void> {
  for (let all = await shown(page), tries = 0; !isSo(all); all = await shown(page), tries++) {
    if (tries > 300) throw new Error(`There never was such a notification, but: ${JSON.stringify(all)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

interface ClickScope {
  registration: ServiceWorkerRegistration;
  NotificationEvent: new (
    type: string,
    init: { notification: Notification | undefined; action: string },
  ) => Event & { waitUntil(promise: Promise<unknown>): void };
  dispatchEvent(event: Event): boolean;
}

/** Sends the worker the event that follows a user's click. */
function click(page: TestPage, action: string): Promise<void> {
  return evaluateInWorker(
    page,
    async (name) => {
      const scope = globalThis as unknown as ClickScope;
      const [notification] = await scope.registration.getNotifications();
      const event = new scope.NotificationEvent('notificationclick', { notification, action: name });
      const done: Promise<unknown>[] = [];
      event.waitUntil = (promise) => void done.push(promise);
      scope.dispatchEvent(event);
      await Promise.allSettled(done);
    },
    action,
  );
}

/** Clicks on the notification, which leads the page elsewhere. */
async function clickThrough(page: TestPage): Promise<string> {
  const before = await page.url();
  click(page, '').catch(() => undefined);
  await page.waitForFunction((url) => location.href !== url && 'downloads' in globalThis, before);
  return new URL(await page.url()).pathname;
}

test('it has the title, the progress and Cancel; at the end no Cancel', async ({ app, page }) => {
  app.server.fault('/media/ep-2.wav', { bytesPerSecond: 5e5 });
  await start(page, 'episode/ep-2');
  await until(page, ([one]) => /^[1-9]\d? % · localhost:\d+$/.test(one?.body ?? ''));
  const [running, ...others] = await shown(page);
  assert.equal(others, []);
  assert.is(running?.title, 'Slow Weather: ep-2');
  assert.equal(running?.actions, ['cancel']);
  assert.is(await clickThrough(page), '/episodes/ep-2');
  app.server.heal();
  await waitForState(page, 'episode/ep-2', 'stored');
  await until(page, (all) => all.length === 1 && all[0]?.actions.length === 0);
  assert.match((await shown(page))[0]?.body ?? '', /^100 % · /);
  await page.goto(app.server.url);
  assert.is(await clickThrough(page), '/episodes/ep-2', 'behind the end too');
});

test('Cancel aborts the download, and the notification goes', async ({ app, page }) => {
  app.server.fault('/media/ep-2.wav', { bytesPerSecond: 1e5 });
  await start(page, 'episode/ep-2');
  await until(page, (all) => all.length === 1);
  await click(page, 'cancel');
  await waitForState(page, 'episode/ep-2', 'aborted');
  await until(page, (all) => all.length === 0);
});

test('without permission there is none', async ({ page }) => {
  await permit(page, 'denied');
  await start(page, 'episode/ep-2');
  await waitForState(page, 'episode/ep-2', 'stored');
  assert.equal(await shown(page), []);
});

test.run();
