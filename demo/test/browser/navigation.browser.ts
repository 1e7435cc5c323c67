import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { download, type RouteApp, startRouteApp, textOf } from '../support/route-app/app.ts';
import { engines } from '../support/variants.ts';

const page = (title: string): string => `<!doctype html><title>${title}</title>`;

/** What opens where, with the server there and without; undefined for an error page of the browser. */
const CASES: [path: string, online: string, offline: string | undefined][] = [
  ['course/1/', 'course 1', 'course 1'],
  ['course/1/index.html', 'course 1', 'course 1'],
  ['course/1/?utm_source=x', 'course 1', 'course 1'],
  ['course/2', 'course 2', 'course 2'],
  ['course/2.html', 'course 2', 'course 2'],
  ['course/2?utm_medium=y&fbclid=z', 'course 2', 'course 2'],
  ['course/2#part', 'course 2', 'course 2'],
  ['articles/stored', 'stored article', 'stored article'],
  ['articles/stored.html', 'stored article', 'stored article'],
  ['articles/other', 'shell', 'shell'],
  ['articles/other.html', 'shell', 'shell'],
  ['precached.html', 'precached', 'precached'],
  ['precached', 'precached', 'precached'],
  ['elsewhere', 'shell', 'shell'],
  ['', 'shell', 'shell'],
];

for (const variant of engines()) {
  const test = suite<{ app: RouteApp }>(`navigation, ${variant.browser}, ${variant.engine}`);

  test.before(async (context) => {
    context.app = await startRouteApp(variant, {
      files: {
        'course/1/index.html': page('course 1'),
        'course/2.html': page('course 2'),
        'articles/stored.html': page('stored article'),
        'precached.html': page('precached'),
        'api/a.json': 'from the network',
      },
      routes: [
        { id: 'course', requests: { glob: 'course/**' } },
        { id: 'article/:slug', requests: 'articles/:slug.html' },
        // Its URLs are all that a page or a file can have, and nothing of it is ever stored.
        { id: 'any/:path+', requests: [':path'] },
      ],
      workbox: {
        navigateFallback: 'index.html',
        globPatterns: ['{index,precached}.html', 'app.js'],
        runtimeCaching: [
          { urlPattern: /\/api\//, handler: 'NetworkFirst', options: { cacheName: 'runtime' } },
        ],
      },
    });
    const { page: opened } = context.app;
    assert.is((await download(opened, 'course')).state, 'stored');
    assert.is((await download(opened, 'article/stored')).state, 'stored');
  });
  test.after(({ app }) => app.close());

  for (const isOnline of [true, false]) {
    test(isOnline ? 'with the network' : 'without the network', async ({ app }) => {
      const { server } = app;
      if (isOnline) assert.is(await textOf(app.page, 'api/a.json'), 'from the network');
      else await server.stop();
      for (const [path, online, offline] of CASES) {
        await app.page.goto(new URL(path, server.url).href);
        const title = await app.page.evaluate(() => document.title);
        assert.is(title, isOnline ? online : offline, path);
      }
      // What a runtime route of the app's has kept.
      assert.is(await textOf(app.page, '/api/a.json'), 'from the network');
    });
  }

  test.run();
}
