import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { BackgroundFetchResult } from '../../../src/shared/background-fetch.ts';
import type { BackgroundFetchEvent } from '../../../src/shared/background-fetch-events.ts';
import type { ClickOptions } from '../../../src/shared/route.ts';
import { compileRoutes } from '../../support/compile-routes.ts';
import { FakeExtendableEvent, SCOPE, scope } from '../../support/worker-scope.ts';

const { routeClick } = await import('../../../src/sw/click/click.ts');

/** A window; `controlled` ones can be led elsewhere, others reject as browsers do. */
interface FakeWindow {
  url: string;
  controlled: boolean;
  focusable?: boolean;
}

/** What a click did, in the order in which it happened. */
async function click(
  windows: FakeWindow[],
  page: string | ClickOptions | undefined,
  result: BackgroundFetchResult = '',
): Promise<string[]> {
  const log: string[] = [];
  const { clients } = scope;
  const toClient = ({ url, controlled, focusable = true }: FakeWindow): unknown => ({
    url,
    async navigate(to: string) {
      if (!controlled) throw new TypeError('not controlled');
      log.push(`navigate ${url} to ${to}`);
      return toClient({ url: to, controlled, focusable });
    },
    async focus() {
      if (!focusable) throw new DOMException('no user activation', 'InvalidAccessError');
      log.push(`focus ${url}`);
    },
  });
  Object.assign(globalThis, {
    clients: {
      matchAll: async () => windows.map(toClient),
      openWindow: async (url: string) => void log.push(`open ${url}`),
    },
  });
  try {
    const options = { id: 'episode/:slug', requests: [{ url: '/:slug' }] };
    const config = { routes: [page === undefined ? options : { ...options, click: page }] };
    const download = compileRoutes(config, `${SCOPE}sw.js`, [])[0]?.resolve('episode/ep 5');
    assert.ok(download);
    const event = Object.assign(new FakeExtendableEvent('backgroundfetchclick'), {
      registration: { result },
    });
    await routeClick(event as unknown as BackgroundFetchEvent, download);
  } finally {
    Object.assign(globalThis, { clients });
  }
  return log;
}

const PAGE = `${SCOPE}episodes/ep%205`;
const HOME = { url: SCOPE, controlled: true };

const CASES: [name: string, windows: FakeWindow[], click: string | undefined, expected: string[]][] = [
  ['no window: one is opened', [], '/episodes/:slug', [`open ${PAGE}`]],
  ['no window and no page: the scope is opened', [], undefined, [`open ${SCOPE}`]],
  [
    'a window that shows the page is focused, not another one led there',
    [HOME, { url: PAGE, controlled: true }],
    '/episodes/:slug',
    [`focus ${PAGE}`],
  ],
  [
    'a fragment in the window does not matter',
    [{ url: `${PAGE}#at-3`, controlled: false }],
    '/episodes/:slug',
    [`focus ${PAGE}#at-3`],
  ],
  [
    'a fragment in the click does',
    [{ url: `${SCOPE}list#other`, controlled: true }],
    '/list#:slug',
    [`navigate ${SCOPE}list#other to ${SCOPE}list#ep%205`, `focus ${SCOPE}list#ep%205`],
  ],
  [
    'a query does',
    [{ url: `${PAGE}?x`, controlled: true }],
    '/episodes/:slug',
    [`navigate ${PAGE}?x to ${PAGE}`, `focus ${PAGE}`],
  ],
  [
    'a window elsewhere is led there',
    [HOME],
    '/episodes/:slug',
    [`navigate ${SCOPE} to ${PAGE}`, `focus ${PAGE}`],
  ],
  [
    'one that is not controlled cannot be, but the next one can',
    [{ url: `${SCOPE}a`, controlled: false }, HOME],
    '/episodes/:slug',
    [`navigate ${SCOPE} to ${PAGE}`, `focus ${PAGE}`],
  ],
  [
    'none is controlled: one is opened',
    [{ url: SCOPE, controlled: false }],
    '/episodes/:slug',
    [`open ${PAGE}`],
  ],
  [
    'windows out of the scope are not ours',
    [{ url: 'https://other.example/', controlled: true }],
    '/episodes/:slug',
    [`open ${PAGE}`],
  ],
  ['without a page any window of ours is focused', [HOME], undefined, [`focus ${SCOPE}`]],
  [
    'a focus that the browser refuses is no error',
    [{ ...HOME, focusable: false }],
    '/episodes/:slug',
    [`navigate ${SCOPE} to ${PAGE}`],
  ],
];

for (const [name, windows, page, expected] of CASES) {
  test(name, async () => assert.equal(await click(windows, page), expected));
}

const PAGES: ClickOptions = { progress: '/list', success: '/episodes/:slug' };

const OUTCOMES: [result: BackgroundFetchResult, expected: string[]][] = [
  ['', [`open ${SCOPE}list`]],
  ['success', [`open ${PAGE}`]],
  ['failure', [`open ${SCOPE}`]],
];

for (const [result, expected] of OUTCOMES) {
  test(`where a click leads when the result is "${result}"`, async () => {
    assert.equal(await click([], PAGES, result), expected);
  });
}

const TARGETS: [page: string, url: string][] = [
  ['/', SCOPE],
  ['e/:slug', `${SCOPE}e/ep%205`],
  ['/?id=:slug#:slug', `${SCOPE}?id=ep%205#ep%205`],
  ['/x{/:none}?', `${SCOPE}x`],
];

for (const [page, url] of TARGETS) {
  test(`a click to ${page}`, async () => assert.equal(await click([], page), [`open ${url}`]));
}

test.run();
