// The fallback engine in each browser: from `backgroundFetch.fetch()` to the success event, with every byte on disk so
// that any death could be survived, against a plain `fetch` → `cache.put` in the worker that survives none; in turns.
import { readFile } from 'node:fs/promises';
import { launchBrowser } from '../../demo/test/support/launch-browser.ts';
import type { BrowserName, TestPage } from '../../demo/test/support/test-browser.ts';
import { type ByteServer, sendBytes, startByteServer } from './support/byte-server.ts';
import { watchMemory } from './support/memory.ts';
import { median, type Pair, summarise } from './support/pairs.ts';
import { type Row, report } from './support/result.ts';

const KB = 1024;
const MB = 1024 * KB;
const CASES: [count: number, size: number][] = [
  [1, 256 * MB],
  [100, MB],
  [1000, 256 * KB],
];
const BROWSERS = (['chromium', 'firefox', 'webkit'] as const).filter((name) =>
  name.includes(process.env.BENCH_BROWSER ?? ''),
);
/** Even, so that each begins as often as the other. */
const PAIRS = Number(process.env.BENCH_PAIRS ?? 6);

/** What the plain contestant does for the same requests: as many at a time as a browser lets one server have. */
const WORKER = `
importScripts('/fallback-sw.iife.js');
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('backgroundfetchsuccess', ({ registration }) => tell({ ended: registration.id }));
addEventListener('backgroundfetchfail', ({ registration }) => tell({ ended: registration.failureReason }));
addEventListener('message', (event) => {
  if (event.data.plain) event.waitUntil(plain(event.data.plain).then(() => tell({ ended: 'plain' }), (error) => tell({ ended: String(error) })));
});
function tell(message) { new BroadcastChannel('bench').postMessage(message); }
async function plain(urls) {
  const cache = await caches.open('plain');
  const rest = urls.values();
  const work = async () => { for (const url of rest) await cache.put(url, await fetch(url, { cache: 'no-store' })); };
  await Promise.all(Array.from({ length: 6 }, work));
}`;

/** Serves a page, the worker, and as many bytes as are asked for, by ranges too. */
function serve(): Promise<ByteServer> {
  return startByteServer(async ({ pathname, searchParams }, { headers }, response) => {
    if (pathname === '/sw.js') return response.setHeader('content-type', 'text/javascript').end(WORKER);
    if (pathname.endsWith('.iife.js')) {
      const code = await readFile(new URL(`../dist${pathname}`, import.meta.url));
      return response.setHeader('content-type', 'text/javascript').end(code);
    }
    if (pathname !== '/bytes') {
      response.setHeader('content-type', 'text/html');
      return response.end('<!doctype html><script src="/fallback-window.iife.js"></script>');
    }
    const size = Number(searchParams.get('size'));
    const [, first = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
    const end = last === '' ? size : Number(last) + 1;
    response.setHeader('accept-ranges', 'bytes').setHeader('etag', `"${size}"`);
    if (headers.range) {
      response.statusCode = 206;
      response.setHeader('content-range', `bytes ${first}-${end - 1}/${size}`);
    }
    return sendBytes(response, end - Number(first));
  });
}

/** Milliseconds that it takes, and an error where it did not succeed. */
function time(page: TestPage, name: keyof Pair, count: number, size: number): Promise<number> {
  return page.evaluate(
    async (contestant, length, bytes) => {
      const urls = Array.from({ length }, (_, index) => `/bytes?size=${bytes}&index=${index}`);
      const registration = (await navigator.serviceWorker.ready) as ServiceWorkerRegistration & {
        backgroundFetch: { fetch(id: string, urls: string[]): Promise<unknown>; getIds(): Promise<string[]> };
      };
      const channel = new BroadcastChannel('bench');
      const ended = new Promise<string>((resolve) => {
        channel.onmessage = ({ data }) => resolve(data.ended);
      });
      const start = performance.now();
      if (contestant === 'ours') await registration.backgroundFetch.fetch('ours', urls);
      else registration.active?.postMessage({ plain: urls });
      const outcome = await ended;
      const took = performance.now() - start;
      channel.close();
      if (outcome !== (contestant === 'ours' ? 'ours' : 'plain'))
        throw new Error(`${contestant}: ${outcome}`);
      // What one has written would still be on its way to the disk, or from it, while the other works.
      await caches.delete('plain');
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return took;
    },
    name,
    count,
    size,
  );
}

async function compare(browserName: BrowserName, url: string): Promise<[version: string, rows: Row[]]> {
  const browser = await launchBrowser(browserName, { native: false });
  try {
    const memory = await watchMemory(browser.pid);
    const page = await browser.newPage();
    await page.goto(url);
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/sw.js');
      await navigator.serviceWorker.ready;
    });
    const rows: Row[] = [];
    for (const [count, size] of CASES) {
      const pairs: Pair[] = [];
      const peaks: Pair[] = [];
      // The first run of each case warms up and does not count.
      for (let run = 0; run <= PAIRS; run++) {
        const pair: Pair = { ours: Number.NaN, other: Number.NaN };
        const peak: Pair = { ours: Number.NaN, other: Number.NaN };
        const order: (keyof Pair)[] = run % 2 === 0 ? ['ours', 'other'] : ['other', 'ours'];
        for (const name of order) {
          await memory.reset();
          pair[name] = await time(page, name, count, size);
          peak[name] = memory.peak();
        }
        if (process.env.BENCH_VERBOSE) console.log(browserName, count, pair, peak);
        if (run === 0) continue;
        pairs.push(pair);
        peaks.push(peak);
      }
      rows.push({
        case: `${browserName}, ${count} × ${size >= MB ? `${size / MB} MB` : `${size / KB} KB`}`,
        unit: 'ms',
        ...summarise(pairs),
        memory: {
          ours: median(peaks.map(({ ours }) => ours)),
          other: median(peaks.map(({ other }) => other)),
        },
      });
    }
    memory.stop();
    return [await browser.version(), rows];
  } finally {
    await browser.close();
  }
}

const server = await serve();
const versions: Record<string, string> = { node: process.version };
const rows: Row[] = [];
for (const name of BROWSERS) {
  const [version, found] = await compare(name, server.url);
  versions[name] = version;
  rows.push(...found);
}
server.close();
await report('fallback', versions, rows);
