import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { PuppeteerPage } from '../support/puppeteer-page.ts';
import { type RouteApp, startRouteApp, textOf } from '../support/route-app/app.ts';
import type { TestPage } from '../support/test-browser.ts';
import { until } from '../support/until.ts';
import { engines } from '../support/variants.ts';

interface Client {
  fetch(id: string): Promise<unknown>;
  fetchAll(ids: string[]): Promise<unknown>;
  get(id: string): Promise<{ state: string; waitingFor?: string } | undefined>;
}

const IDS = Array.from({ length: 6 }, (_, n) => `${n}`);
const textOfFile = (id: string): string => `file ${id}. `.repeat(50);

/** Presses the app's button, as a person does: what a test evaluates counts as a press in some respects, and not in others. */
const press = (page: TestPage): Promise<void> => (page as PuppeteerPage).puppeteer.click('button');

const stateOf = (page: TestPage, id: string): Promise<string | undefined> =>
  page.evaluate(
    async (name) => (await (self as unknown as { downloads: Client }).downloads.get(name))?.state,
    `files/${id}`,
  );

const waitsFor = (page: TestPage, id: string): Promise<string | undefined> =>
  page.evaluate(
    async (name) => (await (self as unknown as { downloads: Client }).downloads.get(name))?.waitingFor,
    `files/${id}`,
  );

const permissionOf = (page: TestPage): Promise<string> =>
  page.evaluate(
    async () => (await navigator.permissions.query({ name: 'background-fetch' as PermissionName })).state,
  );

/** Has the app's button do something once. */
function button(page: TestPage, method: 'fetch' | 'fetchAll', ids: string[]): Promise<void> {
  return page.evaluate(
    (name, all) => {
      const button =
        document.querySelector('button') ?? document.body.appendChild(document.createElement('button'));
      button.textContent = 'Download';
      const { downloads } = self as unknown as { downloads: Client };
      button.onclick = () => {
        button.onclick = null;
        void (name === 'fetch' ? downloads.fetch(all[0] as string) : downloads.fetchAll(all));
      };
    },
    method,
    ids.map((id) => `files/${id}`),
  );
}

// The others know no such permission.
for (const variant of engines().filter(({ engine }) => engine === 'native')) {
  const test = suite<{ app: RouteApp }>(`one start for each press, ${variant.browser}`);

  test.before(async (context) => {
    context.app = await startRouteApp(variant, {
      files: Object.fromEntries(IDS.map((id) => [`files/${id}.txt`, textOfFile(id)])),
      routes: [{ id: 'files/:n', requests: 'files/:n.txt', retry: { delays: [1], jitter: 0 } }],
      workbox: { globPatterns: ['index.html', 'app.js', 'client.js'] },
      isStrict: true,
    });
  });
  test.after(({ app }) => app.close());
  test.after.each(({ app }) => app.server.heal());

  test('what failed waits for the next press, whatever it is for, and is stored then', async ({ app }) => {
    const { page, server } = app;
    const count = (): number => server.requests.filter(({ pathname }) => pathname === '/files/0.txt').length;
    server.fault('/files/0.txt', { body: Buffer.from('Something else.'), times: 1 });
    await button(page, 'fetch', ['0']);
    await press(page);
    await until('it waits', async () => (await stateOf(page, '0')) === 'waiting' && count() === 1);
    assert.is(await permissionOf(page), 'prompt');
    // Longer than the delay of the route.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    assert.equal([count(), await stateOf(page, '0'), await permissionOf(page)], [1, 'waiting', 'prompt']);
    assert.is(await waitsFor(page, '0'), 'gesture');
    await press(page);
    await until('it is stored', async () => (await stateOf(page, '0')) === 'stored');
    assert.is(await textOf(page, 'files/0.txt'), textOfFile('0'));
  });

  test('a press that starts something leaves nothing for what waits', async ({ app }) => {
    const { page, server } = app;
    server.fault('/files/1.txt', { body: Buffer.from('Something else.'), times: 1 });
    await button(page, 'fetch', ['1']);
    await press(page);
    await until('it waits', async () => (await stateOf(page, '1')) === 'waiting');
    await button(page, 'fetch', ['2']);
    await press(page);
    await until('the other one is stored', async () => (await stateOf(page, '2')) === 'stored');
    assert.is(await stateOf(page, '1'), 'waiting');
    assert.is(await permissionOf(page), 'prompt');
    await press(page);
    await until('it is stored', async () => (await stateOf(page, '1')) === 'stored');
  });

  test('several by one press', async ({ app }) => {
    const { page } = app;
    const ids = ['3', '4', '5'];
    await button(page, 'fetchAll', ids);
    await press(page);
    for (const id of ids) await until('it is stored', async () => (await stateOf(page, id)) === 'stored');
    assert.is(await permissionOf(page), 'prompt');
  });

  test.run();
}
