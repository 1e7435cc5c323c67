import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { download, type RouteApp, startRouteApp, textOf } from '../support/route-app/app.ts';
import { engines } from '../support/variants.ts';

const TEXT = 'a film. '.repeat(50);

const HOOKS = `
import type { PreparedRequest, PrepareHookParam } from 'workbox-background-fetch/sw';

export async function prepare(requests: PreparedRequest[], { id, attempt }: PrepareHookParam) {
  if (id === 'films/none') throw new Error('signed out');
  return requests.map((request) => ({ ...request, url: \`\${request.as}?signature=\${attempt}\` }));
}
`;

for (const variant of engines()) {
  const test = suite<{ app: RouteApp }>(`prepare, ${variant.browser}, ${variant.engine}`);

  test.before(async (context) => {
    context.app = await startRouteApp(variant, {
      files: { 'films/1.txt': TEXT, 'films/2.txt': TEXT },
      routes: [
        { id: 'films/:n', requests: ['films/:n.txt'] },
        { id: 'again', requests: ['films/1.txt', 'films/2.txt'], retry: { delays: [1] } },
      ],
      hooks: HOOKS,
      workbox: { globPatterns: ['index.html', 'app.js', 'client.js', 'fallback-window.iife.js'] },
    });
  });
  test.after(({ app }) => app.close());

  test('each attempt has a signature of its own; what is stored is found by its name, and never signed again', async ({
    app,
  }) => {
    const { page, server } = app;
    // What browsers ask for again by themselves would have the same signature.
    server.fault('/films/2.txt', { body: Buffer.from('too short'), times: 1 });
    assert.is((await download(page, 'again')).state, 'stored');
    const asked = (path: string): string[] =>
      server.requests.filter(({ pathname }) => pathname === path).map(({ search }) => search);
    assert.equal(asked('/films/1.txt'), ['?signature=1']);
    assert.equal(asked('/films/2.txt'), ['?signature=1', '?signature=2']);
    for (const name of ['films/1.txt', 'films/2.txt']) assert.is(await textOf(page, name), TEXT);
    assert.equal(asked('/films/2.txt').length, 2, 'it was served from the cache');
  });

  test('where there are no fresh requests, the app is told why', async ({ app }) => {
    const error = await app.page.evaluate(async () => {
      const { downloads } = self as unknown as { downloads: { fetch(id: string): Promise<unknown> } };
      return downloads.fetch('films/none').then(
        () => undefined,
        ({ code, details }: { code: string; details: unknown }) => ({ code, details }),
      );
    });
    assert.equal(error, {
      code: 'prepare-failed',
      details: { id: 'films/none', reason: 'Error: signed out' },
    });
  });

  test.run();
}
