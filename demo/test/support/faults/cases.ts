import { setTimeout as sleep } from 'node:timers/promises';
import type { RandomBytes } from '../../../server.ts';
import type { BrowserName } from '../test-browser.ts';
import { abortFetch, type FaultApp } from './app.ts';

const MB = 1 << 20;

/** One file, what goes wrong with it, and how it has to end. */
export interface FaultCase {
  readonly name: string;
  readonly bytes: RandomBytes;
  /** Whether the browser's own engine does it just as well, and in seconds: that shows that the test is right. */
  readonly native?: true;
  /** The browser in which it cannot be told. */
  readonly except?: BrowserName;
  /** Options of `fetch()`. */
  readonly options?: { downloadTotal: number };
  /** Tells the servers what to do wrong. */
  prepare?(app: FaultApp, pathname: string): void;
  /** What to ask for, where it is not the file itself. */
  url?(app: FaultApp, pathname: string): string;
  /** What happens in mid-download. */
  meanwhile?(app: FaultApp, id: string): Promise<void>;
  /** Left out: it is a success, and all bytes are right. */
  readonly end?: { type: 'fail' | 'abort'; failureReason: string };
  /** Connections that break: each may cost one chunk, 4 MB, that is fetched twice. Left out: bytes are not counted. */
  readonly cuts?: number;
}

/** Slow enough for something to happen in mid-download. */
const SLOW = 4 * MB;

/** Path of what leads to a file, after its own. */
const MOVED = '/moved';

/** Cuts the first answer in the middle, so that what comes later is an attempt to resume. */
function resume(app: FaultApp, pathname: string, later: Parameters<FaultApp['server']['fault']>[1]): void {
  app.server.fault(pathname, { only: 'ranges', ...later });
  app.server.fault(pathname, { cutAfter: 3 * MB, times: 1 });
}

/** Random numbers that are the same each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32;
  };
}

/** The table; every engine has to pass all of it. */
export const CASES: readonly FaultCase[] = [
  { name: 'nothing goes wrong', bytes: { size: 5 * MB + 1 }, native: true, cuts: 0 },
  { name: 'an empty file', bytes: { size: 0 }, native: true },
  { name: 'a large file, at full speed', bytes: { size: 40 * MB } },
  {
    name: 'cut at random bytes, 20 times',
    bytes: { size: 12 * MB },
    prepare({ server }, pathname) {
      const random = seeded(4);
      server.fault(pathname, {
        cutAfter: (length) => Math.floor(random() * Math.min(length, MB)),
        // WebKit throws away what has arrived and was not read yet: leave it time to read.
        bytesPerSecond: 8 * MB,
        times: 20,
      });
    },
    cuts: 20,
  },
  {
    name: 'cut at once',
    bytes: { size: MB },
    prepare: ({ server }, pathname) => server.fault(pathname, { cutAfter: 0, times: 2 }),
    cuts: 2,
  },
  {
    name: 'cut without validators',
    bytes: { size: 6 * MB },
    prepare({ server }, pathname) {
      server.fault(pathname, { noValidators: true });
      server.fault(pathname, { noValidators: true, cutAfter: 3 * MB, times: 1 });
    },
  },
  {
    name: 'cut without a length',
    // A shortened chunked body counts as a whole one, and nothing tells them apart.
    except: 'webkit',
    bytes: { size: 6 * MB },
    prepare: ({ server }, pathname) =>
      void server.fault(pathname, { noLength: true, cutAfter: 3 * MB, times: 1 }),
    cuts: 1,
  },
  {
    name: '200 instead of 206',
    bytes: { size: 6 * MB },
    prepare: (app, pathname) => resume(app, pathname, { ignoreRange: true }),
  },
  {
    name: 'a changed ETag in mid-file',
    bytes: { size: 6 * MB },
    prepare: ({ server }, pathname) =>
      void server.fault(pathname, { version: 2, cutAfter: 3 * MB, times: 1 }),
  },
  {
    name: 'a changed ETag in mid-file, and If-Range ignored',
    bytes: { size: 6 * MB },
    prepare: (app, pathname) =>
      resume(app, pathname, { status: 206, headers: { ETag: '"another"' }, times: 1 }),
  },
  {
    name: 'a wrong Content-Range',
    bytes: { size: 6 * MB },
    prepare: (app, pathname) =>
      void resume(app, pathname, { headers: { 'Content-Range': 'bytes 0-9/10' }, times: 1 }),
  },
  {
    name: '416 on resuming',
    bytes: { size: 6 * MB },
    prepare: (app, pathname) => resume(app, pathname, { status: 416, times: 1 }),
  },
  ...[429, 503].flatMap((status): FaultCase[] => [
    {
      name: `${status} with Retry-After`,
      bytes: { size: MB },
      prepare: ({ server }, pathname) =>
        void server.fault(pathname, { status, headers: { 'Retry-After': '1' }, times: 2 }),
      cuts: 0,
    },
    {
      name: `${status} with Retry-After on resuming`,
      bytes: { size: 6 * MB },
      prepare: (app, pathname) =>
        void resume(app, pathname, { status, headers: { 'Retry-After': '1' }, times: 1 }),
      cuts: 1,
    },
  ]),
  {
    name: 'gzip',
    bytes: { size: 3 * MB, isText: true },
    options: { downloadTotal: 3 * MB },
    prepare: ({ server }, pathname) => server.fault(pathname, { gzip: true }),
    native: true,
  },
  {
    name: 'gzip, cut',
    // A shortened gzip body counts as a whole one, and nothing tells them apart.
    except: 'firefox',
    bytes: { size: 12 * MB, isText: true },
    prepare({ server }, pathname) {
      server.fault(pathname, { gzip: true });
      server.fault(pathname, { gzip: true, cutAfter: 3 * MB, times: 1 });
    },
  },
  {
    name: 'no Content-Length',
    bytes: { size: 3 * MB },
    prepare: ({ server }, pathname) => server.fault(pathname, { noLength: true }),
    native: true,
  },
  {
    name: 'a redirect',
    bytes: { size: 3 * MB },
    prepare: redirect,
    url: (_app, pathname) => pathname + MOVED,
    native: true,
  },
  {
    name: 'a redirect, and a cut',
    bytes: { size: 6 * MB },
    prepare(app, pathname) {
      app.server.fault(pathname, { cutAfter: 3 * MB, times: 1 });
      redirect(app, pathname);
    },
    url: (_app, pathname) => pathname + MOVED,
    cuts: 1,
  },
  {
    name: 'a slow trickle',
    bytes: { size: 40_000 },
    prepare: ({ server }, pathname) => server.fault(pathname, { bytesPerSecond: 10_000 }),
    native: true,
    cuts: 0,
  },
  {
    name: 'another origin that refuses',
    bytes: { size: MB },
    url: ({ other }, pathname) => other.origin + pathname,
    end: { type: 'fail', failureReason: 'fetch-error' },
    native: true,
  },
  {
    name: 'another origin that agrees, and a cut',
    bytes: { size: 6 * MB },
    prepare({ other }, pathname) {
      const headers = {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': 'ETag, Content-Range, Accept-Ranges',
      };
      other.fault(pathname, { headers });
      other.fault(pathname, { headers, cutAfter: 3 * MB, times: 1 });
    },
    url: ({ other }, pathname) => other.origin + pathname,
  },
  {
    name: "the worker's Content Security Policy",
    // It does not tell a service worker of violations.
    except: 'webkit',
    bytes: { size: MB },
    url: ({ other }, pathname) => `http://forbidden.localhost:${new URL(other.origin).port}${pathname}`,
    end: { type: 'fail', failureReason: 'fetch-error' },
  },
  {
    name: '404',
    bytes: { size: MB },
    prepare: ({ server }, pathname) => server.fault(pathname, { status: 404 }),
    end: { type: 'fail', failureReason: 'bad-status' },
    native: true,
  },
  {
    name: 'more than downloadTotal',
    bytes: { size: MB },
    options: { downloadTotal: MB - 1 },
    end: { type: 'fail', failureReason: 'download-total-exceeded' },
    native: true,
  },
  {
    name: 'aborted',
    bytes: { size: 12 * MB },
    prepare: slow,
    async meanwhile(app, id) {
      await abortFetch(app.page, id);
    },
    end: { type: 'abort', failureReason: 'aborted' },
    native: true,
  },
  {
    name: 'the server gone and back',
    bytes: { size: 12 * MB },
    prepare: slow,
    async meanwhile({ server }) {
      await server.stop();
      await sleep(2500);
      await server.restart();
    },
    cuts: 1,
  },
  {
    name: 'offline and back',
    bytes: { size: 12 * MB },
    prepare: slow,
    async meanwhile({ browser, server }) {
      await browser.setOffline?.(true);
      await server.stop();
      await sleep(2500);
      await server.restart();
      await browser.setOffline?.(false);
    },
    cuts: 1,
  },
  // WebKit's worker goes on for 11 s without its page, and must not come to the end in that time: what it writes into a cache then
  // is lost.
  {
    name: 'the worker killed',
    bytes: { size: 60 * MB },
    // So slowly that it is one stream.
    prepare: ({ server }, pathname) => server.fault(pathname, { bytesPerSecond: 3 * MB }),
    meanwhile: killWorker,
    cuts: 1,
  },
  {
    name: 'the worker killed, with pieces under way',
    bytes: { size: 44 * MB },
    prepare({ server }, pathname) {
      server.fault(pathname, { bytesPerSecond: 8 * MB });
      server.fault(pathname, { only: 'ranges', bytesPerSecond: MB });
    },
    meanwhile: killWorker,
    cuts: 1,
  },
  {
    name: 'the page reloaded',
    bytes: { size: 12 * MB },
    prepare: slow,
    meanwhile: ({ page }) => page.reload(),
    cuts: 1,
  },
];

function slow({ server }: FaultApp, pathname: string): void {
  server.fault(pathname, { bytesPerSecond: SLOW });
}

async function killWorker({ browser, page }: FaultApp): Promise<void> {
  await browser.stopServiceWorkers(page);
}

function redirect({ server }: FaultApp, pathname: string): void {
  server.fault(pathname + MOVED, { status: 302, headers: { Location: pathname } });
}
