import type { BackgroundFetchClient } from 'workbox-background-fetch/window';
import { launchChromiumBrowser } from '../../test/support/chromium-browser.ts';
import type { TestPage } from '../../test/support/test-browser.ts';
import { byteAt, MEDIA } from './media.ts';
import type { Serving } from './serve.ts';

declare global {
  // The page of every example puts its client there, when its worker controls it or is about to.
  var downloads: BackgroundFetchClient;
}

/** What is looked at. */
export interface Visit {
  server: Serving;
  /** Where the app is, such as `/app/`. */
  base: string;
  /** The page below the base. */
  page: string;
  /** Whether the page is expected to come back when the server has stopped. */
  offlinePage: boolean;
  /** Whether what the worker precaches is looked at: on a dev server it precaches nothing. */
  isBuilt: boolean;
  /** Paths below the base that a build's worker has to precache. */
  precached: readonly string[];
}

/** What one visit has shown, in order. What went wrong says what was seen. */
export interface Findings {
  stored: string;
  range: string;
  offline: string;
}

/** The routes that every example declares. */
const IDS = ['episode/one', 'models'];

/** Downloads by both routes, stops the server, and looks whether the files are there. */
export async function drive({
  server,
  base,
  page: path,
  offlinePage,
  isBuilt,
  precached: expected,
}: Visit): Promise<Findings> {
  const browser = await launchChromiumBrowser({});
  try {
    const page = await browser.newPage();
    const url = `${server.origin}${base}`;
    await page.goto(url + path);
    const look = (): Promise<string> => download(page, url, isBuilt ? expected : []);
    const range = await (isBuilt ? look() : settled(look));
    await server.stop();
    await ranges(page, url);
    if (isBuilt && offlinePage) {
      await page.reload();
      await isReady(page);
      await ranges(page, url);
    }
    const offline = isBuilt && offlinePage ? 'page and files' : 'files';
    return { stored: 'yes', range, offline };
  } finally {
    await browser.close();
  }
}

/** Downloads by both routes, and looks whether all is there that they stand for, and nothing twice. */
async function download(page: TestPage, url: string, expected: readonly string[]): Promise<string> {
  await isReady(page);
  for (const id of IDS) await store(page, id);
  const totals = await page.evaluate(totalsOf, IDS);
  const sizes = Object.entries(MEDIA);
  const sum = (prefix: string): number =>
    sizes.filter(([file]) => file.startsWith(prefix)).reduce((total, [, size]) => total + size, 0);
  equal(totals, [sum('media/'), sum('models/')], 'downloadTotal');
  const { revised, precached } = await page.evaluate(lookIntoCaches, url);
  equal(revised, sizes.map(([file]) => file).sort(), 'cache keys with a revision');
  equal(precached.filter(isOfRoute), [], 'files of routes in the precache');
  const lacking = expected.filter((file) => !precached.includes(file));
  equal(lacking, [], 'files that the precache lacks');
  return ranges(page, url);
}

/** Begins again where the page was loaded anew: dev servers do that when they come upon more dependencies. */
async function settled<Result>(work: () => Promise<Result>, left = 3): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (left === 0 || !/context was destroyed/.test(String(error))) throw error;
    return settled(work, left - 1);
  }
}

async function isReady(page: TestPage): Promise<void> {
  await page.waitForFunction(async () => {
    const registration = await navigator.serviceWorker.ready;
    return 'downloads' in globalThis && registration.active?.state === 'activated';
  });
  await page.waitForFunction(() => {
    // A page that no worker controls is controlled from its next load on.
    if (navigator.serviceWorker.controller === null) location.reload();
    return navigator.serviceWorker.controller !== null && 'downloads' in globalThis;
  });
}

async function store(page: TestPage, id: string): Promise<void> {
  await page.evaluate(async (wanted) => {
    const download = await downloads.fetch(wanted);
    await download.stored;
  }, id);
}

async function totalsOf(ids: string[]): Promise<(number | undefined)[]> {
  return Promise.all(ids.map(async (id) => (await downloads.get(id))?.downloadTotal));
}

async function lookIntoCaches(url: string): Promise<{ revised: string[]; precached: string[] }> {
  const revised: string[] = [];
  const precached: string[] = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) {
      const key = new URL(request.url);
      const path = (key.origin + key.pathname).replace(url, '');
      if (name.includes('precache')) precached.push(path);
      else if (/^(?:media|models)\//.test(path) && key.searchParams.has('__WB_REVISION__'))
        revised.push(path);
    }
  }
  return { revised: revised.sort(), precached };
}

function isOfRoute(path: string): boolean {
  return /^(?:media|models)\//.test(path);
}

/** Asks for a part in the middle of each file. */
async function ranges(page: TestPage, url: string): Promise<string> {
  const [from, to] = [5000, 5009];
  const expected = Array.from({ length: to - from + 1 }, (_, index) => byteAt(from + index));
  for (const [path, size] of Object.entries(MEDIA)) {
    const answer = await page.evaluate(
      async (file, range) => {
        const response = await fetch(file, { headers: { range } });
        return {
          status: response.status,
          contentRange: response.headers.get('content-range'),
          bytes: [...new Uint8Array(await response.arrayBuffer())],
        };
      },
      url + path,
      `bytes=${from}-${to}`,
    );
    equal(answer, { status: 206, contentRange: `bytes ${from}-${to}/${size}`, bytes: expected }, path);
  }
  return '206';
}

function equal(seen: unknown, expected: unknown, what: string): void {
  const [a, b] = [JSON.stringify(seen), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}: ${a} instead of ${b}`);
}
