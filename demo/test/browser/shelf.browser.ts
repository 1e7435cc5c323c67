import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type RouteApp, startRouteApp, textOf } from '../support/route-app/app.ts';
import { engines } from '../support/variants.ts';

const COUNT = 30;
const nameOf = (n: number): string => `shelf/${n}.txt`;
const priorityOf = (n: number): number => n % 3;

interface Client {
  fetch(id: string, options: object): Promise<{ stored: Promise<unknown> }>;
}

for (const variant of engines()) {
  const test = suite<{ app: RouteApp }>(`a shelf, ${variant.browser}, ${variant.engine}`);

  test.before(async (context) => {
    const files = Array.from({ length: COUNT }, (_, n) => [nameOf(n), `book ${n}`]);
    context.app = await startRouteApp(variant, {
      files: Object.fromEntries(files),
      routes: [{ id: 'shelf/:n', requests: 'shelf/:n.txt', retry: true }],
      concurrency: 1,
      workbox: { globPatterns: ['index.html', 'app.js', 'client.js', 'fallback-window.iife.js'] },
    });
  });
  test.after(({ app }) => app.close());

  test(`${COUNT} by one press: all are stored, one after the other, the most urgent first`, async ({
    app,
  }) => {
    const { page, server } = app;
    const wishes = Array.from({ length: COUNT }, (_, n) => ({ id: `shelf/${n}`, priority: priorityOf(n) }));
    const most = await page.evaluate(async (all) => {
      const { downloads } = self as unknown as { downloads: Client };
      const registration = await navigator.serviceWorker.ready;
      const { backgroundFetch } = registration as unknown as {
        backgroundFetch: { getIds(): Promise<string[]> };
      };
      let atOnce = 0;
      let isOver = false;
      const watch = async (): Promise<void> => {
        while (!isOver) {
          atOnce = Math.max(atOnce, (await backgroundFetch.getIds()).length);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      };
      const watching = watch();
      const started = await Promise.all(all.map(({ id, priority }) => downloads.fetch(id, { priority })));
      await Promise.all(started.map(({ stored }) => stored));
      isOver = true;
      await watching;
      return atOnce;
    }, wishes);
    assert.is(most, 1);
    const asked = server.requests
      .filter(({ pathname }) => pathname.startsWith('/shelf/'))
      .map(({ pathname }) => Number(/\d+/.exec(pathname)?.[0]));
    assert.equal(
      asked.toSorted((a, b) => a - b),
      Array.from({ length: COUNT }, (_, n) => n),
      'each is fetched once',
    );
    // The first one has begun before the others were asked for.
    const priorities = asked.slice(1).map(priorityOf);
    assert.equal(
      priorities,
      priorities.toSorted((a, b) => b - a),
    );
    await server.stop();
    for (let n = 0; n < COUNT; n++) assert.is(await textOf(page, nameOf(n)), `book ${n}`);
  });

  test.run();
}
