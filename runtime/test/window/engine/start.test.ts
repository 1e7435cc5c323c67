import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { BackgroundFetchManager } from '../../../src/shared/background-fetch.ts';
import { start } from '../../../src/window/engine/start.ts';
import { withGlobals } from '../../support/page-globals.ts';
import { type End, untilSettled } from '../../support/until-settled.ts';

const never = new Promise<never>(() => undefined);

const MESSAGE = 'This origin does not have permission to start a fetch.';

/** What a browser does when it is asked for a background fetch. */
interface Browser {
  fetch(): Promise<unknown>;
  ids?: () => Promise<string[]>;
  get?: () => Promise<unknown>;
  permission?: PermissionState | Promise<never>;
  estimate?: () => Promise<StorageEstimate>;
}

function rejecting(error: unknown): () => Promise<never> {
  return () => Promise.reject(error);
}

const refused = rejecting(new TypeError(MESSAGE));
const quota = rejecting(new DOMException('Quota exceeded.', 'QuotaExceededError'));
const other = rejecting(new TypeError('Failed to fetch'));

const denied = (by: 'user' | 'browser', running: string[] = []): End => ({
  code: 'permission-denied',
  details: { id: 'x', by, running },
});
const full = (available: number, missing = 0): End => ({
  code: 'quota-exceeded',
  details: { id: 'x', downloadTotal: 500, available, missing },
});
const started: End = { value: undefined };
const late = (what: string, seconds: number): End => ({ code: 'timed-out', details: { what, seconds } });
const five = ['a', 'b', 'c', 'd', 'e'];

const CASES: [name: string, browser: Browser, end: End][] = [
  ['it takes it', { fetch: async () => ({}) }, started],
  ['it was started by another tab', { fetch: other, get: async () => ({ result: '' }) }, started],
  ['denied', { fetch: refused, permission: 'denied' }, denied('user')],
  ['denied, in other words', { fetch: other, permission: 'denied' }, denied('user')],
  ['refused though granted', { fetch: refused, permission: 'granted' }, denied('browser')],
  ['refused at once instead of asking', { fetch: refused, permission: 'prompt' }, denied('browser')],
  ['refused without knowing the permission', { fetch: refused }, denied('browser')],
  ['refused, and never tells the permission', { fetch: refused, permission: never }, denied('browser')],
  ['refused beside others', { fetch: refused, ids: async () => ['a'] }, denied('browser', ['a'])],
  ['NotAllowedError', { fetch: rejecting(new DOMException('', 'NotAllowedError')) }, denied('browser')],
  ['full', { fetch: quota, estimate: async () => ({ quota: 50, usage: 20 }) }, full(30, 970)],
  [
    'room for the bytes, and not for their copy: it is not asked',
    { fetch: async () => ({}), estimate: async () => ({ quota: 1019, usage: 20 }) },
    full(999, 1),
  ],
  [
    'too little room, and it runs already',
    {
      fetch: async () => ({}),
      estimate: async () => ({ quota: 0 }),
      get: async () => ({ result: '' }),
    },
    started,
  ],
  [
    'room for the bytes and their copy',
    { fetch: async () => ({}), estimate: async () => ({ quota: 1020, usage: 20 }) },
    started,
  ],
  ['full, and never says how much', { fetch: quota, estimate: () => never }, full(0)],
  ['full, and refuses to say how much', { fetch: quota, estimate: rejecting(new TypeError('no')) }, full(0)],
  ['full, without an estimate', { fetch: quota }, full(0)],
  [
    'five others',
    { fetch: other, ids: async () => five },
    { code: 'too-many-downloads', details: { id: 'x', running: five } },
  ],
  [
    'five others, of which one has just ended',
    {
      fetch: rejecting(new TypeError('There are too many active fetches for this origin.')),
      ids: async () => ['a'],
    },
    { code: 'too-many-downloads', details: { id: 'x', running: ['a'] } },
  ],
  [
    'something else',
    { fetch: other },
    { code: 'start-refused', details: { id: 'x', reason: 'TypeError: Failed to fetch' } },
  ],
  [
    'something else, and never tells the ids',
    { fetch: other, ids: () => never },
    { code: 'start-refused', details: { id: 'x', reason: 'TypeError: Failed to fetch' } },
  ],
  [
    'something that is no error',
    { fetch: rejecting('no') },
    { code: 'start-refused', details: { id: 'x', reason: 'no' } },
  ],
  ['never answers', { fetch: () => never, permission: 'granted' }, late('backgroundFetch.fetch()', 90)],
  [
    'never answers to anything',
    { fetch: () => never, permission: never },
    late('backgroundFetch.fetch()', 90),
  ],
  [
    'refuses, and hangs then',
    { fetch: other, get: () => never },
    { code: 'start-refused', details: { id: 'x', reason: 'TypeError: Failed to fetch' } },
  ],
  ['asks for long, and is answered', { fetch: () => after(150_000, {}), permission: 'prompt' }, started],
  [
    'asks for long, and the answer is no',
    { fetch: () => after(150_000, refused()), permission: 'prompt' },
    denied('user'),
  ],
];

for (const [name, browser, end] of CASES) {
  test(`${name}: ${'value' in end ? 'started' : end.code}`, async () => {
    const manager = {
      fetch: browser.fetch,
      getIds: browser.ids ?? (async () => []),
      get: browser.get ?? (async () => undefined),
    } as unknown as BackgroundFetchManager;
    const navigator = {
      permissions: { query: () => permission(browser.permission) },
      ...(browser.estimate && { storage: { estimate: browser.estimate } }),
    };
    const plan = {
      kind: 'start',
      id: 'x',
      requests: [{ url: 'https://app.example/a', init: {} }],
      options: { downloadTotal: 500 },
    } as const;
    const clock = name.startsWith('asks') ? [0, 150_000] : [0, 0];
    const performance = { now: () => clock.shift() };
    await withGlobals({ navigator, performance }, async () =>
      assert.equal(await untilSettled(() => start(manager, { ...plan, requests: [...plan.requests] })), end),
    );
  });
}

async function permission(state: Browser['permission']): Promise<{ state: PermissionState }> {
  if (state === undefined) throw new TypeError('The permission is not known.');
  return { state: await state };
}

async function after<T>(milliseconds: number, value: T): Promise<T> {
  Promise.resolve(value).catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  return value;
}

test.run();
