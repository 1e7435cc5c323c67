import { setTimeout as sleep } from 'node:timers/promises';
import type { TestPage } from './test-browser.ts';
import { evaluateInWorker } from './worker-hook.ts';

/** Where the worker leaves what it did: a click may lead the page elsewhere, which then hears nothing. */
const CALLS = '/test-calls';

/**
 * Sends the service worker the event of a click on a background fetch: the browser's own UI cannot be reached in a
 * headless run.
 *
 * @returns what the worker did: windows that it focused, and pages that it opened.
 */
export async function click(page: TestPage, id: string): Promise<string[]> {
  await page.evaluate((name) => caches.delete(name), CALLS);
  evaluateInWorker(page, clickInWorker, id, CALLS, false).catch(() => undefined);
  return callsOf(page);
}

/** The same when none of the app's windows is open; comes back to the page. */
export async function clickWithoutWindows(page: TestPage, id: string): Promise<string[]> {
  const url = await page.url();
  await page.evaluate((name) => caches.delete(name), CALLS);
  evaluateInWorker(page, clickInWorker, id, CALLS, true).catch(() => undefined);
  await sleep(500);
  await page.goto('about:blank');
  await sleep(1000);
  await page.goto(url);
  return callsOf(page);
}

async function callsOf(page: TestPage): Promise<string[]> {
  // The document that Firefox shows between two pages has no caches.
  await page.waitForFunction(
    async (name) => 'caches' in globalThis && (await caches.match(name)) !== undefined,
    CALLS,
  );
  return page.evaluate(async (name) => (await (await caches.match(name))?.json()) as string[], CALLS);
}

interface ClickScope {
  clicked?: unknown;
  registration: { backgroundFetch: { get(id: string): Promise<unknown> } };
  BackgroundFetchEvent: new (
    type: string,
    init: unknown,
  ) => Event & { waitUntil(promise: Promise<unknown>): void };
  WindowClient: { prototype: { focus: unknown } };
  clients: {
    openWindow(url: string): Promise<unknown>;
    matchAll(options: object): Promise<unknown[]>;
  };
  dispatchEvent(event: Event): boolean;
}

async function clickInWorker(id: string, name: string, withoutWindows: boolean): Promise<void> {
  const scope = globalThis as unknown as ClickScope;
  // The records are gone after the end, and with them what the event needs.
  scope.clicked = (await scope.registration.backgroundFetch.get(id)) ?? scope.clicked;
  const windows = { type: 'window', includeUncontrolled: true };
  // A page that an earlier test has closed may still be among them for a moment.
  const most = withoutWindows ? 0 : 1;
  while ((await scope.clients.matchAll(windows)).length > most)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const event = new scope.BackgroundFetchEvent('backgroundfetchclick', { registration: scope.clicked });
  const calls: (() => Promise<string>)[] = [];
  const done: Promise<unknown>[] = [];
  event.waitUntil = (promise) => void done.push(promise);
  const { focus } = scope.WindowClient.prototype;
  scope.WindowClient.prototype.focus = async function (this: unknown) {
    calls.push(async () => {
      // Firefox gives for a window that it has just led elsewhere what was there before.
      const [{ url }] = (await scope.clients.matchAll(windows)) as [{ url: string }];
      return `focus ${new URL(url).pathname}`;
    });
    return this;
  };
  const { openWindow } = scope.clients;
  scope.clients.openWindow = async (url) => void calls.push(async () => `open ${new URL(url).pathname}`);
  scope.dispatchEvent(event);
  await Promise.all(done);
  scope.WindowClient.prototype.focus = focus;
  scope.clients.openWindow = openWindow;
  // Until the window is where it was led.
  await new Promise((resolve) => setTimeout(resolve, 500));
  const texts = await Promise.all(calls.map((call) => call()));
  await (await caches.open(name)).put(name, Response.json(texts));
}
