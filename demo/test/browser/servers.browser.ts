import { gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Fault } from '../../server.ts';
import { download, type Outcome, type RouteApp, startRouteApp, textOf } from '../support/route-app/app.ts';
import { engines } from '../support/variants.ts';

const TEXT = 'what the file says, again and again. '.repeat(40);
const ZIPPED = gzipSync(TEXT);
const PAGE = '<!doctype html><title>shell</title>';
const HTML = { 'Content-Type': 'text/html; charset=utf-8' };

type Failure = Outcome['failures'][number];

interface Case {
  name: string;
  /** Of the file, which is in the build if it has a content. */
  path: string;
  content?: string | Uint8Array;
  fault?: Fault;
  /** More faults, by path. */
  others?: Record<string, Fault>;
  /** What is served without the network. Undefined where it has failed. */
  text?: string;
  failure?: Omit<Failure, 'url'>;
  /** Where the browser, or our engine, ends the whole for it. */
  failureReason?: string;
}

const CASES: Case[] = [
  {
    name: 'Vary: *',
    path: 'vary.json',
    content: TEXT,
    fault: { headers: { Vary: '*' } },
    text: TEXT,
  },
  {
    name: 'Vary: * in a list',
    path: 'vary-list.json',
    content: TEXT,
    fault: { headers: { Vary: 'Accept-Encoding, *' } },
    text: TEXT,
  },
  {
    name: 'Vary: Cookie',
    path: 'vary-cookie.json',
    content: TEXT,
    fault: { headers: { Vary: 'Cookie' } },
    text: TEXT,
  },
  {
    name: 'Content-Encoding of a file that is compressed on disk',
    path: 'Build/game.data.gz',
    content: ZIPPED,
    fault: { headers: { 'Content-Encoding': 'gzip' } },
    text: TEXT,
  },
  {
    name: 'compressed on the way',
    path: 'plain.json',
    content: TEXT,
    fault: { gzip: true },
    text: TEXT,
  },
  {
    name: 'no Content-Length',
    path: 'chunked.json',
    content: TEXT,
    fault: { noLength: true },
    text: TEXT,
  },
  {
    name: 'no-store, and a page of another origin may not have it',
    path: 'headers.json',
    content: TEXT,
    fault: { headers: { 'Cache-Control': 'no-store', 'Clear-Site-Data': '"cookies"' } },
    text: TEXT,
  },
  {
    name: 'a redirect',
    path: 'moved.json',
    fault: { status: 302, headers: { Location: '/target.json' } },
    others: { '/target.json': { body: Buffer.from(TEXT) } },
    text: TEXT,
  },
  {
    name: "a single-page app's page in place of a file",
    path: 'missing.mp3',
    fault: { body: Buffer.from(PAGE), headers: HTML },
    failure: { reason: 'wrong-type', status: 200, expected: '.mp3', received: 'text/html' },
    failureReason: 'wrong-type',
  },
  {
    name: 'a page in place of a file of the build',
    path: 'model.bin',
    content: TEXT,
    fault: { body: Buffer.from(PAGE), headers: HTML },
    failure: { reason: 'wrong-type', status: 200, expected: '.bin', received: 'text/html' },
    failureReason: 'wrong-type',
  },
  {
    name: 'a redirect to a page in place of a file',
    path: 'private.mp3',
    fault: { status: 302, headers: { Location: '/login' } },
    others: { '/login': { body: Buffer.from(PAGE), headers: HTML } },
    failure: { reason: 'wrong-type', status: 200, expected: '.mp3', received: 'text/html' },
    failureReason: 'wrong-type',
  },
  {
    name: 'a page that a proxy has made shorter',
    path: 'minified.html',
    content: TEXT,
    fault: { body: Buffer.from('short'), headers: HTML },
    failure: { reason: 'wrong-size', status: 200, expected: TEXT.length, received: 5 },
    failureReason: 'wrong-size',
  },
  {
    name: 'a 404',
    path: 'gone.json',
    fault: { status: 404 },
    failure: { reason: 'bad-status', status: 404 },
    failureReason: 'bad-status',
  },
  {
    name: 'a 403',
    path: 'secret.json',
    fault: { status: 403 },
    failure: { reason: 'bad-status', status: 403 },
    failureReason: 'bad-status',
  },
];

for (const variant of engines()) {
  const test = suite<{ app: RouteApp }>(`servers, ${variant.browser}, ${variant.engine}`);

  test.before(async (context) => {
    const files = CASES.flatMap(({ path, content }) => (content === undefined ? [] : [[path, content]]));
    context.app = await startRouteApp(variant, {
      files: { ...Object.fromEntries(files), 'good.json': 'good', 'guide.html': TEXT },
      routes: [
        ...CASES.map(({ path }, index) => ({ id: `case-${index}`, requests: [path, 'good.json'] })),
        { id: 'guide', requests: 'guide.html' },
      ],
      workbox: { globPatterns: ['index.html', 'app.js'] },
    });
  });
  test.after(({ app }) => app.close());

  for (const [index, one] of CASES.entries()) {
    test(one.name, async ({ app: { page, server } }) => {
      if (one.fault) server.fault(`/${one.path}`, one.fault);
      for (const [path, fault] of Object.entries(one.others ?? {})) server.fault(path, fault);
      const id = `case-${index}`;
      const { error, ...outcome } = await download(page, id);
      if (one.failure === undefined) {
        assert.equal(outcome, { state: 'stored', failureReason: '', failures: [] });
      } else {
        const failures = [{ url: new URL(one.path, server.url).href, ...one.failure }];
        const { failureReason = '' } = one;
        assert.equal(outcome, { state: 'failed', failureReason, failures });
        assert.equal(error, { code: 'failed', details: { id, reason: failureReason, failures } });
      }
      await server.stop();
      try {
        assert.is(await textOf(page, one.path), one.text ?? 'TypeError');
        assert.is(await textOf(page, 'good.json'), 'good');
      } finally {
        await server.restart();
        server.heal();
      }
    });
  }

  test('a page that was moved opens, with the network and without', async ({ app: { page, server } }) => {
    server.fault('/guide.html', { status: 301, headers: { Location: '/guide' } });
    server.fault('/guide', { body: Buffer.from(TEXT), headers: HTML });
    assert.is((await download(page, 'guide')).state, 'stored');
    for (const isOnline of [true, false]) {
      if (!isOnline) await server.stop();
      for (const path of ['guide.html', 'guide', 'guide?utm_source=x']) {
        await page.goto(new URL(path, server.url).href);
        assert.match(await page.evaluate(() => document.body.textContent ?? ''), 'what the file says');
      }
    }
    await server.restart();
  });

  test.run();
}
