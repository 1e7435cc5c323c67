import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type DemoServer, digestsOf, type RandomBytes, startServer } from '../../../server.ts';
import { launchBrowser } from '../launch-browser.ts';
import { type Pilot, startPilot } from '../pilot.ts';
import type { BrowserName, TestBrowser, TestPage } from '../test-browser.ts';
import type { Engine } from '../variants.ts';

/** Bytes per digest; the worker script has the same. */
const PIECE = 16 << 20;

/** Lets page and worker ask these hosts alone. */
const POLICY = 'connect-src http://localhost:* http://127.0.0.1:* https://app.example:*';

/** How a background fetch has ended, as the worker's handler saw it. */
export interface End {
  type: 'success' | 'fail' | 'abort';
  result: string;
  failureReason: string;
  uploaded: number;
  downloaded: number;
  records: { pathname: string; status?: number; redirected?: boolean; digests?: string[]; error?: string }[];
  /** Whether `match()` finds the first record by its request, by its URL, and by a URL that was not asked for. */
  matched: boolean[];
}

/** A page and a worker that use the standard interfaces and nothing else, over a server with faults. */
export interface FaultApp {
  readonly name: BrowserName;
  readonly engine: Engine;
  readonly server: DemoServer;
  /** Another origin, which lets nobody in unless a fault says so. */
  readonly other: DemoServer;
  browser: TestBrowser;
  page: TestPage;
  /** Starts the browser again after it was killed. Only with a profile. */
  relaunch(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a server, a browser, and the app in it.
 *
 * @param lasting - whether what the browser stores outlives it.
 */
export async function startFaultApp(name: BrowserName, engine: Engine, lasting = false): Promise<FaultApp> {
  const pilot = lasting && name === 'webkit' ? await startPilot() : undefined;
  const root = await writeApp(engine, pilot);
  const profile = lasting ? await mkdtemp(join(tmpdir(), 'background-fetch-lasting-')) : undefined;
  const headers = { 'Content-Security-Policy': POLICY };
  const [server, other] = await Promise.all([startServer({ root, headers }), startServer({ root })]);
  const launch = async (): Promise<Pick<FaultApp, 'browser' | 'page'>> => {
    const options = { native: engine === 'native', ...(profile && { profile }), ...(pilot && { pilot }) };
    const browser = await launchBrowser(name, options);
    const page = await browser.newPage();
    await open(page, server);
    return { browser, page };
  };
  const app: FaultApp = {
    name,
    engine,
    server,
    other,
    ...(await launch()),
    async relaunch() {
      Object.assign(app, await launch());
    },
    async close() {
      await app.browser.close();
      await Promise.all([server.stop(), other.stop(), pilot?.close()]);
      for (const folder of [root, profile]) {
        if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
  return app;
}

/** Opens the app's page and waits for its worker. */
export async function open(page: TestPage, { url }: DemoServer): Promise<void> {
  await page.goto(url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js');
    await navigator.serviceWorker.ready;
  });
}

async function writeApp(engine: Engine, pilot: Pilot | undefined): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'background-fetch-faults-'));
  const dist = fileURLToPath(new URL('../../../../runtime/dist/', import.meta.url));
  const worker = await readFile(new URL('worker.js', import.meta.url), 'utf8');
  const [forPage, forWorker] = ['fallback-window.iife.js', 'fallback-sw.iife.js'];
  const scripts = engine === 'fallback' ? `<script src="/${forPage}"></script>` : '';
  await writeFile(join(root, 'index.html'), `<!doctype html>${scripts}${pilot?.script ?? ''}`);
  const imports = engine === 'fallback' ? `importScripts('/${forWorker}');\n` : '';
  await writeFile(join(root, 'sw.js'), imports + worker);
  if (engine === 'fallback') {
    for (const file of [forPage, forWorker]) await copyFile(join(dist, file), join(root, file));
    await copyFile(new URL('background.js', import.meta.url), join(root, 'background.js'));
  }
  return root;
}

/** Calls `backgroundFetch.fetch()` in the page. */
export async function startFetch(
  page: TestPage,
  id: string,
  urls: string[],
  options: { downloadTotal?: number } = {},
): Promise<void> {
  await page.evaluate(
    async (name, requests, init) => {
      const registration = (await navigator.serviceWorker.ready) as unknown as WithBackgroundFetch;
      await registration.backgroundFetch.fetch(name, requests, init);
    },
    id,
    urls,
    options,
  );
}

/** Bytes that a background fetch has got, or undefined where it is not active. */
export function downloadedOf(page: TestPage, id: string): Promise<number | undefined> {
  return page.evaluate(async (name) => {
    const registration = (await navigator.serviceWorker.ready) as unknown as WithBackgroundFetch;
    return (await registration.backgroundFetch.get(name))?.downloaded;
  }, id);
}

/** Calls `abort()` in the page. */
export function abortFetch(page: TestPage, id: string): Promise<boolean | undefined> {
  return page.evaluate(async (name) => {
    const registration = (await navigator.serviceWorker.ready) as unknown as WithBackgroundFetch;
    return (await registration.backgroundFetch.get(name))?.abort();
  }, id);
}

/**
 * Waits until the worker's handler has noted the end.
 *
 * @param longest - milliseconds.
 * @throws Error where it has not by then.
 */
export async function endOf(app: FaultApp, id: string, longest = 60_000): Promise<End> {
  const limit = performance.now() + longest;
  const key = `/ends/${encodeURIComponent(id)}`;
  for (;;) {
    const end = await app.page.evaluate(async (url) => {
      const response = await caches.match(url);
      return response && ((await response.json()) as End);
    }, key);
    if (end) return end;
    if (performance.now() > limit) {
      const bytes = await downloadedOf(app.page, id);
      throw new Error(`${id} has not ended after ${longest} ms; ${bytes} bytes are downloaded.`);
    }
    await sleep(100);
  }
}

/** What a file's digests have to be. */
export function expectedDigests(bytes: RandomBytes): string[] {
  return digestsOf(bytes, PIECE);
}

/** All bytes of a file that were sent. */
export function sentFor(server: DemoServer, path: string): number {
  const answers = server.requests.filter(({ pathname, status }) => pathname === path && status < 300);
  return answers.reduce((sum, { sent }) => sum + sent, 0);
}

interface WithBackgroundFetch {
  backgroundFetch: {
    fetch(id: string, requests: string[], options: object): Promise<unknown>;
    get(id: string): Promise<{ downloaded: number; abort(): Promise<boolean> } | undefined>;
  };
}
