import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type RouteApp, startRouteApp } from '../support/route-app/app.ts';
import type { TestPage } from '../support/test-browser.ts';
import { engines } from '../support/variants.ts';

/** What JSON does not carry, made in the page. */
type Made = 'blob' | 'request' | 'function' | 'proxy' | 'aborted' | 'aborted while it starts';

interface Case {
  name: string;
  id?: string;
  options?: object;
  made?: Made;
  code: string;
  details?: (url: string) => object;
}

const CDN = 'https://cdn.example/';
const as = (name: string): string => `tracks/${name}`;

const CASES: Case[] = [
  { name: 'an id of no route', id: 'nobody', code: 'unknown-id' },
  { name: 'no requests', code: 'missing-requests', details: () => ({ id: 'album' }) },
  { name: 'an empty array', options: { requests: [] }, code: 'missing-requests' },
  { name: 'no array', options: { requests: 'tracks/1' }, code: 'invalid-overrides' },
  {
    name: 'requests of a route that takes none',
    id: 'fixed',
    options: { requests: ['tracks/1'] },
    code: 'surplus-requests',
    details: () => ({ id: 'fixed' }),
  },
  {
    name: 'data',
    options: { requests: ['tracks/1', { url: 'data:,x', as: as('2') }] },
    code: 'invalid-request',
    details: () => ({
      id: 'album',
      index: 1,
      url: 'data:,x',
      problem: {
        code: 'invalid-url',
        reason: 'has the scheme "data:"; only http and https can be fetched in the background',
      },
    }),
  },
  { name: 'a blob', made: 'blob', code: 'invalid-request' },
  {
    name: 'an `as` of another origin',
    options: { requests: [{ url: 'tracks/1', as: `${CDN}1` }] },
    code: 'invalid-request',
  },
  {
    name: 'an `as` that is not served',
    options: { requests: [{ url: `${CDN}1`, as: 'song/1#t=1' }] },
    code: 'not-served',
    details: (url) => ({ id: 'album', url: `${url}song/1`, as: true, serve: ['tracks/*'] }),
  },
  {
    name: 'two files under one `as`',
    options: {
      requests: [
        { url: `${CDN}1`, as: as('1') },
        { url: `${CDN}2`, as: as('1') },
      ],
    },
    code: 'conflicting-requests',
    details: (url) => ({ id: 'album', url: `${url}tracks/1` }),
  },
  {
    name: 'a header that opens another origin',
    options: { requests: [{ url: `${CDN}1`, as: as('1'), headers: { authorization: 'x' } }] },
    code: 'invalid-request',
  },
  { name: 'a Request', made: 'request', code: 'invalid-overrides' },
  {
    name: 'metadata with a function',
    made: 'function',
    code: 'invalid-metadata',
    details: () => ({ id: 'album', reason: 'cannot be copied' }),
  },
  { name: 'reactive metadata', made: 'proxy', code: 'invalid-metadata' },
  {
    name: 'a name that does not exist',
    options: { requests: ['tracks/1'], signals: 1 },
    code: 'invalid-overrides',
  },
  { name: 'a signal that is aborted', made: 'aborted', code: 'AbortError' },
  {
    name: 'a signal that is aborted while it starts',
    made: 'aborted while it starts',
    code: 'AbortError',
  },
];

/** What `fetch()` rejects with, and what pages see of the download then. */
function fetchIn(
  page: TestPage,
  id: string,
  options: object,
  made: Made | undefined,
): Promise<{ code: string; details: unknown; known: string[]; running: string[] }> {
  return page.evaluate(
    async (name, given, kind) => {
      const { downloads } = self as unknown as {
        downloads: EventTarget & {
          fetch(id: string, options: object): Promise<unknown>;
          list(): Promise<{ id: string }[]>;
        };
      };
      const requests = ['tracks/1'];
      const stop = new AbortController();
      const makers: Record<string, () => object> = {
        blob: () => ({ requests: [{ url: URL.createObjectURL(new Blob(['x'])), as: 'tracks/1' }] }),
        request: () => ({ requests: [new Request('tracks/1')] }),
        function: () => ({ requests, metadata: { play: () => undefined } }),
        proxy: () => ({ requests, metadata: new Proxy({ name: 'x' }, {}) }),
        aborted: () => ({ requests, signal: AbortSignal.abort() }),
        'aborted while it starts': () => {
          // The first news of it: it waits.
          downloads.addEventListener('change', () => stop.abort(), { once: true });
          return { requests, signal: stop.signal };
        },
      };
      const outcome = await downloads.fetch(name, makers[kind ?? '']?.() ?? given).then(
        () => ({ code: '', details: undefined }),
        ({ code, name: type, details }: { code: unknown; name: string; details: unknown }) => ({
          code: typeof code === 'string' ? code : type,
          details,
        }),
      );
      const { backgroundFetch } = (await navigator.serviceWorker.ready) as unknown as {
        backgroundFetch: { getIds(): Promise<string[]> };
      };
      let known: string[] = [];
      // What has been called off is taken back behind the answer.
      for (let look = 0; look < 50; look++) {
        known = (await downloads.list()).map((one) => one.id);
        if (known.length === 0) break;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return { ...outcome, known, running: await backgroundFetch.getIds() };
    },
    id,
    options,
    made,
  );
}

for (const variant of engines()) {
  const test = suite<{ app: RouteApp }>(`run time, refusals, ${variant.browser}, ${variant.engine}`);

  test.before(async (context) => {
    context.app = await startRouteApp(variant, {
      files: { 'tracks/1': 'one' },
      routes: [
        { id: 'album', requests: 'page', serve: 'tracks/*' },
        { id: 'fixed', requests: 'tracks/1' },
      ],
      workbox: { globPatterns: ['index.html', 'app.js', 'client.js', 'fallback-window.iife.js'] },
    });
  });
  test.after(({ app }) => app.close());

  for (const { name, id = 'album', options = {}, made, code, details } of CASES) {
    test(`${name}: ${code}, and nothing is left of it`, async ({ app: { page, server } }) => {
      // What has come before it is called off would stay.
      server.fault('/tracks/1', { delay: 3_000 });
      const found = await fetchIn(page, id, options, made);
      assert.is(found.code, code);
      if (details) assert.equal(found.details, details(server.url));
      assert.equal([found.known, found.running], [[], []]);
    });
  }

  test.run();
}
