import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { download, type RouteApp, startRouteApp, textOf } from '../support/route-app/app.ts';
import type { TestPage } from '../support/test-browser.ts';
import { engines } from '../support/variants.ts';

const page = (title: string): string => `<!doctype html><title>${title}</title>`;

/** A worker with a bit of all that people write: listeners, a precache, routes, a fallback for pages, a catch handler. */
const SOURCE = `
import { createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute, setCatchHandler } from 'workbox-routing';
import { NetworkFirst, NetworkOnly } from 'workbox-strategies';

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));

const seen = [];
const answers = {
  '/hand/listener': ({ clientId }) => new Response('listener ' + (clientId !== '')),
  '/hand/stored.txt': () => new Response('listener'),
  '/hand/later': async () => (await new Promise((resolve) => setTimeout(resolve, 50)), new Response('later')),
  '/hand/rejects': () => Promise.reject(new Error('no')),
  '/hand/twice': () => new Response('first'),
  '/hand/seen': () => Response.json(seen),
  '/hand/waits': async () => {
    for (;;) {
      const response = await caches.match('/hand/waited');
      if (response) return response;
    }
  },
};
addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url);
  if (pathname === '/hand/nobody.txt') seen.push(event.isTrusted);
  if (pathname === '/hand/work') {
    event.waitUntil(caches.open('own').then((cache) => cache.put('/hand/waited', new Response('waited'))));
    event.respondWith(event.handled === undefined ? fetch(event.request) : new Response('work'));
  } else if (answers[pathname]) event.respondWith(answers[pathname](event));
});
addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url);
  if (pathname.startsWith('/hand/twice')) event.respondWith(new Response('second'));
});

precacheAndRoute(self.__WB_MANIFEST);
registerRoute(({ url }) => url.pathname.startsWith('/api/'), new NetworkFirst({ cacheName: 'runtime' }));
registerRoute(({ url }) => url.pathname.startsWith('/images/'), new NetworkOnly());
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html'), { denylist: [/^\\/raw\\//] }));
setCatchHandler(async () => new Response('caught'));
`;

type Ends = [online: string, offline: string];

/** What a page gets for a URL, or the title of the page that opens; `last` where it is another when our routes come last. */
const CASES: { path: string; isPage?: true; first: Ends; last?: Ends }[] = [
  // What a download has stored.
  { path: 'articles/stored.html', first: ['stored article', 'stored article'] },
  // A fallback for all pages answers where it comes first.
  {
    path: 'articles/stored.html',
    isPage: true,
    first: ['stored article', 'stored article'],
    last: ['shell', 'shell'],
  },
  {
    path: 'articles/stored',
    isPage: true,
    first: ['stored article', 'stored article'],
    last: ['shell', 'shell'],
  },
  { path: 'raw/stored.html', isPage: true, first: ['stored raw', 'stored raw'] },
  { path: 'raw/stored', isPage: true, first: ['stored raw', 'stored raw'] },
  // So does a listener.
  { path: 'hand/stored.txt', first: ['stored by hand', 'stored by hand'], last: ['listener', 'listener'] },
  // What none has stored.
  { path: 'articles/other.html', isPage: true, first: ['shell', 'shell'] },
  { path: 'precached.html', isPage: true, first: ['precached', 'precached'] },
  { path: 'precached', isPage: true, first: ['precached', 'precached'] },
  { path: 'hand/listener', first: ['listener true', 'listener true'] },
  { path: 'hand/later', first: ['later', 'later'] },
  { path: 'hand/rejects', first: ['TypeError', 'TypeError'] },
  { path: 'hand/twice', first: ['first', 'first'] },
  { path: 'hand/twice/2', first: ['second', 'second'] },
  { path: 'hand/work', first: ['work', 'work'] },
  { path: 'hand/waits', first: ['waited', 'waited'] },
  { path: 'hand/nobody.txt', first: ["nobody's", 'TypeError'] },
  { path: 'api/a.json', first: ['from the network', 'from the network'] },
  { path: 'images/a.txt', first: ['an image', 'caught'] },
];

async function opened(tab: TestPage, url: string): Promise<string> {
  await tab.goto(url);
  return tab.evaluate(() => document.title || (document.body.textContent ?? ''));
}

for (const variant of engines()) {
  for (const ours of ['first', 'last'] as const) {
    const name = `own worker, our routes ${ours}, ${variant.browser}, ${variant.engine}`;
    const test = suite<{ app: RouteApp }>(name);

    test.before(async (context) => {
      context.app = await startRouteApp(variant, {
        files: {
          'articles/stored.html': page('stored article'),
          'raw/stored.html': page('stored raw'),
          'precached.html': page('precached'),
          'hand/stored.txt': 'stored by hand',
          'hand/nobody.txt': "nobody's",
          'api/a.json': 'from the network',
          'images/a.txt': 'an image',
        },
        routes: [
          { id: 'article/:slug', requests: 'articles/:slug.html' },
          // Its URLs are all that there are.
          { id: 'any/:path+', requests: [':path'] },
        ],
        workbox: { globPatterns: ['{index,precached}.html', 'app.js'] },
        worker: { source: SOURCE, ours },
      });
      for (const id of ['article/stored', 'any/raw/stored.html', 'any/hand/stored.txt'])
        assert.is((await download(context.app.page, id)).state, 'stored');
    });
    test.after(({ app }) => app.close());

    for (const [index, network] of ['with the network', 'without the network'].entries()) {
      test(network, async ({ app }) => {
        if (index === 1) await app.server.stop();
        const wanted: string[] = [];
        const got: string[] = [];
        for (const { path, isPage, first, last = first } of CASES) {
          const url = new URL(path, app.server.url).href;
          const text = isPage ? await opened(app.page, url) : await textOf(app.page, url);
          const name = isPage ? `page ${path}` : path;
          wanted.push(`${name}: ${(ours === 'first' ? first : last)[index]}`);
          got.push(`${name}: ${/<title>(.*?)</.exec(text)?.[1] ?? text}`);
        }
        assert.equal(got, wanted);
      });
    }

    test('who listens before us sees what nobody answers twice', async ({ app }) => {
      const seen = JSON.parse(await textOf(app.page, '/hand/seen'));
      // Once with the network, and once without.
      const each = ours === 'first' ? [false] : [true, false];
      assert.equal(seen, [...each, ...each]);
    });

    test.run();
  }
}
