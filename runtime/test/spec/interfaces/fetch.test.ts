import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { BackgroundFetchOptions } from '../../../src/shared/background-fetch.ts';
import type { BackgroundFetch, FetchRecord } from '../../../src/spec/model.ts';
import { type Connected, connectedManager } from '../../support/connected-manager.ts';
import { rejectsWith } from '../../support/rejects-with.ts';

const URL_ = 'https://app.example/a.mp3';

/** Starts with whatever, typed or not, and gives what the backend has then. */
async function start(
  requests: unknown,
  options?: unknown,
  id: unknown = 'id',
): Promise<Connected & { fetch: BackgroundFetch; records: FetchRecord[] }> {
  const connected = connectedManager();
  const registration = await connected.manager.fetch(
    id as string,
    requests as string,
    options as BackgroundFetchOptions,
  );
  const fetch = connected.backend.fetches.get('key-0');
  assert.ok(fetch);
  assert.is(registration.id, fetch.id);
  return { ...connected, fetch, records: connected.backend.records.get('key-0') ?? [] };
}

const URLS: [name: string, requests: unknown, expected: string[]][] = [
  ['one URL', URL_, [URL_]],
  ['one Request', new Request(URL_), [URL_]],
  ['one URL object', new URL(URL_), [URL_]],
  ['a list', [URL_, new Request('https://app.example/b')], [URL_, 'https://app.example/b']],
  ['a set', new Set([URL_]), [URL_]],
  ['duplicates', [URL_, URL_], [URL_, URL_]],
  ['a URL with a fragment', `${URL_}#t=3`, [URL_]],
  [
    'ports that are not blocked',
    ['https://a.example:443/', 'https://a.example:80/', 'https://a.example:8080/'],
    ['https://a.example/', 'https://a.example:80/', 'https://a.example:8080/'],
  ],
  ['loopback IPv4', 'http://127.0.0.1/', ['http://127.0.0.1/']],
  ['loopback IPv4, another', 'http://127.1.2.3:8080/', ['http://127.1.2.3:8080/']],
  ['loopback IPv6', 'http://[::1]/', ['http://[::1]/']],
  ['localhost', 'http://localhost/', ['http://localhost/']],
  ['below localhost', 'http://app.localhost/', ['http://app.localhost/']],
  ['mixed content, which is left to its record', 'http://app.example/', ['http://app.example/']],
  ['mixed content among good ones', [URL_, 'http://192.0.2.0/', URL_], [URL_, 'http://192.0.2.0/', URL_]],
  ['a newline at the ends', `\n${URL_}?<\n`, [`${URL_}?%3C`]],
  ['a newline without markup', 'https://app.example/a\n.mp3', [URL_]],
];

for (const [name, requests, expected] of URLS) {
  test(`starts: ${name}`, async () => {
    const { records } = await start(requests);
    assert.equal(
      records.map(({ request }) => request.url),
      expected,
    );
  });
}

const used = new Request(URL_, { method: 'POST', body: 'a' });
await used.text();

const REJECTED: [name: string, requests: unknown, message: RegExp][] = [
  ['an empty list', [], /no requests/i],
  ['a bad URL', 'https://', /./],
  ['no-cors', new Request(URL_, { mode: 'no-cors' }), /no-cors/],
  ['credentials', 'https://user:pass@app.example/', /credentials/],
  ['a user name', 'https://user:@app.example/', /credentials/],
  ['a password', 'https://:pass@app.example/', /credentials/],
  ['data:', 'data:text/plain,foo', /scheme/],
  ['file:', 'file:///', /scheme/],
  ['wss:', 'wss:127.0.0.1', /scheme/],
  ['an unknown scheme', 'foobar:bazqux', /scheme/],
  ['the port of SMTP', 'https://app.example:587/', /port/],
  ['port 0', 'https://app.example:0/', /port/],
  ['port 10080', 'https://app.example:10080/', /port/],
  ['dangling markup', 'https://app.example/?\n<', /dangling/],
  ['dangling markup with a tab', 'https://app.example/?<a\tb', /dangling/],
  ['a body that was used', used, /./],
  ['a symbol', Symbol('a'), /./],
  ['a sequence with a symbol', [Symbol('a')], /./],
  ['an iterator that is no function', { [Symbol.iterator]: 0 }, /./],
  ['undefined, which is a URL', undefined, /./],
];

for (const [name, requests, message] of REJECTED) {
  test(`rejects: ${name}`, async () => {
    const { manager, backend } = connectedManager();
    await rejectsWith(() => manager.fetch('id', requests as string), 'TypeError', message);
    assert.is(backend.fetches.size, 0);
  });
}

const OPTIONS: [name: string, options: unknown, expected: object][] = [
  ['none', undefined, { title: '', icons: [], downloadTotal: 0 }],
  ['null', null, { title: '', icons: [], downloadTotal: 0 }],
  [
    'undefined members',
    { title: undefined, icons: undefined, downloadTotal: undefined },
    { title: '', icons: [], downloadTotal: 0 },
  ],
  ['all', { title: 1, icons: [], downloadTotal: '12.5' }, { title: '1', icons: [], downloadTotal: 12 }],
  [
    'icons',
    {
      icons: new Set([
        { src: 'https://app.example/\ud800', sizes: '1x1', type: 1, label: null, purpose: 'x' },
      ]),
    },
    { icons: [{ src: 'https://app.example/%EF%BF%BD', sizes: '1x1', type: '1', label: 'null' }] },
  ],
  [
    'an icon without a valid URL',
    { icons: [{ src: 'https://' }, { src: URL_ }] },
    { icons: [{ src: URL_ }] },
  ],
  ['not a finite total', { downloadTotal: Number.NaN }, { downloadTotal: 0 }],
];

for (const [name, options, expected] of OPTIONS) {
  test(`options: ${name}`, async () => {
    const { fetch } = await start(URL_, options);
    for (const [member, value] of Object.entries(expected)) {
      assert.equal(fetch[member as keyof BackgroundFetch], value);
    }
  });
}

const BAD_OPTIONS: [name: string, options: unknown][] = [
  ['a string', 'title'],
  ['icons that are no sequence', { icons: {} }],
  ['icons that are null', { icons: null }],
  ['an icon that is a string', { icons: ['/icon.png'] }],
  ['an icon without src', { icons: [{ sizes: '1x1' }] }],
  ['a title that is a symbol', { title: Symbol('a') }],
  ['a total that is a BigInt', { downloadTotal: 1n }],
];

for (const [name, options] of BAD_OPTIONS) {
  test(`options: rejects ${name}`, async () => {
    const { manager } = connectedManager();
    await rejectsWith(() => manager.fetch('id', URL_, options as object), 'TypeError');
  });
}

test('options: members are read once, in the order of WebIDL', async () => {
  const log: string[] = [];
  const logged = (name: string, members: object): object =>
    new Proxy(members, {
      get(target, member) {
        log.push(`${name}.${String(member)}`);
        return Reflect.get(target, member);
      },
    });
  await start(URL_, logged('options', { icons: [logged('icon', { src: URL_ })] }));
  assert.equal(log, [
    'options.icons',
    'icon.label',
    'icon.sizes',
    'icon.src',
    'icon.type',
    'options.title',
    'options.downloadTotal',
  ]);
});

test('what of no matter which method has a body is read; the total is the sum', async () => {
  const { fetch, records } = await start([
    new Request(URL_, { method: 'POST', body: 'Background Fetch!' }),
    new Request(URL_, { method: 'DELETE', body: new Uint8Array(3) }),
    new Request(URL_, { method: 'PUT' }),
    new Request(URL_, { method: 'HEAD' }),
  ]);
  assert.is(fetch.uploadTotal, 20);
  const bodies = records.map(({ request }) => request.body);
  assert.is(await bodies[0]?.text(), 'Background Fetch!');
  assert.is(bodies[1]?.size, 3);
  assert.equal(bodies.slice(2), [null, null]);
});

test('the same Request twice with a body rejects, as the Request constructor does', async () => {
  const { manager } = connectedManager();
  const request = new Request(URL_, { method: 'POST', body: 'a' });
  await rejectsWith(() => manager.fetch('id', [request, request]), 'TypeError');
});

test('a body that fails is a TypeError', async () => {
  const { manager } = connectedManager();
  const body = new ReadableStream({
    pull: (controller) => controller.error(new RangeError('gone')),
  });
  const request = new Request(URL_, { method: 'POST', body, duplex: 'half' } as RequestInit);
  await rejectsWith(() => manager.fetch('id', request), 'TypeError', /body/);
});

test('an id may be any string, but only once', async () => {
  const { manager, fetch } = await start(URL_, undefined, null);
  assert.is(fetch.id, 'null');
  await rejectsWith(() => manager.fetch('null', URL_), 'TypeError');
  await manager.fetch(' ', URL_);
  assert.equal(await manager.getIds(), ['null', ' ']);
});

for (const id of ['', new String('')]) {
  test(`an empty id, ${typeof id}`, async () => {
    const { manager, backend } = connectedManager();
    await rejectsWith(() => manager.get(id as string), 'TypeError', /empty/);
    await rejectsWith(() => manager.fetch(id as string, URL_), 'TypeError', /empty/);
    assert.is(backend.fetches.size, 0);
  });
}

test('no active worker', async () => {
  const { manager, registration } = connectedManager();
  Object.assign(registration, { active: null });
  await rejectsWith(() => manager.fetch('id', URL_), 'TypeError', /no active/i);
});

test('no active worker when it was called, but one at once', async () => {
  const { manager, registration, backend } = connectedManager();
  const { active } = registration;
  Object.assign(registration, { active: null });
  const started = manager.fetch('id', URL_);
  Object.assign(registration, { active });
  await rejectsWith(() => started, 'TypeError', /no active/i);
  assert.is(backend.fetches.size, 0);
});

test('what the backend rejects with is passed on', async () => {
  const { manager } = connectedManager();
  await rejectsWith(
    () => manager.fetch('id', URL_, { downloadTotal: Number.MAX_SAFE_INTEGER }),
    'QuotaExceededError',
  );
});

const PERMISSIONS: [name: string, query: () => Promise<unknown>, isDenied: boolean][] = [
  ['denied', async () => ({ state: 'denied' }), true],
  ['prompt', async () => ({ state: 'prompt' }), false],
  ['granted', async () => ({ state: 'granted' }), false],
  ['unknown', async () => Promise.reject(new TypeError('not a valid PermissionName')), false],
];

for (const [name, query, isDenied] of PERMISSIONS) {
  test(`permission: ${name}`, async () => {
    const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
    Object.defineProperty(globalThis, 'navigator', {
      value: { permissions: { query } },
      configurable: true,
    });
    try {
      if (isDenied) {
        await rejectsWith(() => connectedManager().manager.fetch('id', URL_), 'NotAllowedError');
      } else await start(URL_);
    } finally {
      if (before) Object.defineProperty(globalThis, 'navigator', before);
      else Reflect.deleteProperty(globalThis, 'navigator');
    }
  });
}

test.run();
