import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  bytesOf,
  createEngine,
  createWorld,
  runOne,
  until,
  type World,
} from '../support/engine-environment.ts';
import { type Fault, type Seen, startEngineServer } from '../support/engine-server.ts';
import { get } from '../support/fetch-data.ts';

const server = await startEngineServer();
test.after(() => server.close());

const MB = 1024 * 1024;
const BODY = bytesOf(22 * MB + 5);
const OTHER = bytesOf(22 * MB + 5, 7);
const PATH = '/large';

const startOf = (range = ''): number => Number(range.slice(6).split('-')[0]);

/** Those that were asked for, in their order in the file: several come at once, each in a connection of its own. */
function partsAsked(): string[] {
  const parts = ranges().filter((range) => range !== undefined);
  return parts.sort((a, b) => startOf(a) - startOf(b));
}

/** The ranges of the pieces: they begin where the first chunk has ended, which is at 4 MB or a little behind. */
function pieces(): string[] {
  const size = MB;
  const first = startOf(partsAsked()[0]);
  assert.ok(first >= 4 * MB && first < 6 * MB, String(ranges()));
  const found: string[] = [];
  for (let at = first; at < BODY.length; at += size)
    found.push(`bytes=${at}-${Math.min(at + size, BODY.length) - 1}`);
  return found;
}

test.before.each(() => {
  server.files.set(PATH, { body: BODY, etag: '"1"' });
  server.seen.length = 0;
  server.fault = () => undefined;
});

/** How quick the first chunk is does not depend on the machine: so many milliseconds lie between two looks at the clock. */
function clock(step: number): () => number {
  let time = 0;
  return () => (time += step);
}

/** A second for which a chunk or a piece waits is ten of ours. */
const world = (overrides: Partial<World> = {}, speed = 0.1): World =>
  createWorld({ origin: server.origin, random: () => 0, now: clock(150), ...overrides }, speed);
const request = get(server.origin + PATH);
const ranges = (): (string | undefined)[] => server.seen.map(({ headers }) => headers.range);

test('a large file that comes quickly is fetched in pieces, three at a time', async () => {
  let open = 0;
  let most = 0;
  const here = world({
    fetch: async (sent) => {
      if (!sent.headers.has('range')) return fetch(sent);
      most = Math.max(most, ++open);
      const response = await fetch(sent);
      const body = await response.blob();
      open--;
      return new Response(body, response);
    },
  });
  const ended = await runOne(here, [request]);
  assert.is(ended.result, 'success');
  assert.is(ended.downloaded, BODY.length);
  assert.ok(here.results.get(PATH)?.body.equals(BODY));
  assert.is(most, 3);
  assert.is(ranges()[0], undefined);
  assert.equal(partsAsked(), pieces());
  assert.ok(server.seen.slice(1).every(({ headers }) => headers['if-range'] === '"1"'));
  // The stream that came before them, and the result.
  assert.is(here.store.calls.append, 1 + pieces().length + 1);
});

test('where the store takes no Blobs, they are none', async () => {
  const here = world();
  here.store.hasBlobs = false;
  assert.is((await runOne(here, [request])).result, 'success');
  assert.ok(here.results.get(PATH)?.body.equals(BODY));
  assert.equal(partsAsked(), pieces());
});

for (const step of [0, 20, 99, 100, 500, 999]) {
  test(`all that is in flight is one chunk, where the first has taken ${step} ms`, async () => {
    let most = 0;
    const here = world({
      now: clock(step),
      fetch: async (sent) => {
        const [start, last] = sent.headers.get('range')?.slice(6).split('-') ?? [];
        const size = last ? Number(last) - Number(start) + 1 : 0;
        most = Math.max(most, size * 3);
        return fetch(sent);
      },
    });
    assert.is((await runOne(here, [request])).result, 'success');
    assert.equal(partsAsked(), pieces());
    assert.ok(most <= 4 * MB + 3, `${most} bytes`);
  });
}

const STREAMED: [name: string, fault: Fault, size?: number][] = [
  ['no Accept-Ranges', { headers: { 'accept-ranges': undefined } }],
  ['no validator', { headers: { etag: undefined } }],
  ['no Content-Length', { chunked: true }],
  ['slow to come', { pace: { every: 400, bytes: MB } }, 14 * MB],
  ['12 MB', {}, 12 * MB],
];

for (const [name, fault, size = BODY.length] of STREAMED) {
  test(`${name}: one stream`, async () => {
    server.files.set(PATH, { body: BODY.subarray(0, size), etag: '"1"' });
    server.fault = () => fault;
    const here = fault.pace ? world({ now: Date.now }, 1) : world();
    assert.is((await runOne(here, [request])).result, 'success');
    assert.ok(here.results.get(PATH)?.body.equals(BODY.subarray(0, size)));
    assert.equal(ranges(), [undefined]);
  });
}

/** What goes wrong with the second piece. */
const WRONG: [name: string, fault: (seen: Seen) => Fault, body?: Uint8Array][] = [
  ['cut', () => ({ cutAfter: MB })],
  ['refused', () => ({ cutAfter: -1 })],
  ['503', () => ({ status: 503 })],
  ['200', () => ({ ignoreRange: true })],
  ['a wrong Content-Range', () => ({ headers: { 'content-range': `bytes 0-9/${BODY.length}` } })],
  [
    'another length',
    ({ headers }) => ({
      headers: { 'content-range': `${headers.range?.replace('=', ' ')}/1000000000` },
    }),
  ],
  ['too short', () => ({ endAfter: MB, headers: { 'content-length': String(MB) } })],
  ['another ETag', () => ({ headers: { etag: '"2"' } })],
  [
    'the file is replaced',
    () => {
      server.files.set(PATH, { body: OTHER, etag: '"2"' });
      return { ignoreRange: true };
    },
    OTHER,
  ],
];

for (const [name, fault, body = BODY] of WRONG) {
  test(`a piece goes wrong, and one stream does the rest: ${name}`, async () => {
    server.fault = (seen, nth) => (nth === 2 ? fault(seen) : undefined);
    const here = world();
    const ended = await runOne(here, [request]);
    assert.is(ended.result, 'success');
    assert.ok(here.results.get(PATH)?.body.equals(body));
    assert.is(ended.downloaded, body.length);
  });
}

test('ranges that are announced but never given: one stream, from its beginning', async () => {
  server.fault = ({ headers }) => (headers.range ? { ignoreRange: true } : undefined);
  const here = world();
  assert.is((await runOne(here, [request])).result, 'success');
  assert.ok(here.results.get(PATH)?.body.equals(BODY));
  // The first stream, three pieces at most, and the stream that is read to its end.
  assert.ok(server.seen.length <= 5, String(ranges()));
  assert.is(here.results.get(PATH)?.status, 200);
});

test('chunks that take a second: one stream', async () => {
  const here = world({ now: clock(1000) });
  assert.is((await runOne(here, [request])).result, 'success');
  assert.equal(ranges(), [undefined]);
});

test('a body that comes quickly after a slow beginning is left for pieces', async () => {
  let time = 0;
  let looks = 0;
  // A look before each chunk and one behind it.
  const now = (): number => (time += ++looks < 4 ? 1000 : 150);
  const here = world({ now });
  assert.is((await runOne(here, [request])).result, 'success');
  assert.ok(here.results.get(PATH)?.body.equals(BODY));
  const starts = partsAsked().map(startOf);
  assert.ok((starts[0] ?? 0) >= 8 * MB, 'not before the quick chunk');
  assert.ok(starts.length > 2, String(ranges()));
});

test('what storing takes does not count', async () => {
  let time = 0;
  const here = world({ now: () => (time += 150) });
  const { append } = here.store;
  here.store.append = (...chunk) => {
    time += 5000;
    return append.apply(here.store, chunk);
  };
  assert.is((await runOne(here, [request])).result, 'success');
  assert.equal(partsAsked(), pieces());
});

test('where pieces have failed, no request is for more than 16 MB', async () => {
  const body = bytesOf(44 * MB);
  server.files.set(PATH, { body, etag: '"1"' });
  server.fault = (_seen, nth) => (nth === 2 ? { status: 503 } : undefined);
  const here = world();
  assert.is((await runOne(here, [request])).result, 'success');
  assert.ok(here.results.get(PATH)?.body.equals(body));
  const sizes = partsAsked().map((range) => {
    const [start, last] = range.slice(6).split('-');
    return Number(last || Number.POSITIVE_INFINITY) - Number(start) + 1;
  });
  assert.is(Math.max(...sizes), 16 * MB);
});

test('a slow piece ends it; what has come is not asked for again', async () => {
  const here = world({
    // Less patience with a piece, so that the test need not take as long.
    sleep: (milliseconds, signal) => sleep(milliseconds === 5000 ? 50 : milliseconds, signal),
  });
  const { sleep } = world();
  server.fault = (_seen, nth) => (nth === 2 ? { pace: { every: 60, bytes: 65_536 } } : undefined);
  const ended = await runOne(here, [request]);
  assert.is(ended.result, 'success');
  assert.ok(here.results.get(PATH)?.body.equals(BODY));
  // What the slow piece had is asked for again, and that of the other two at most, which may have been slow as well.
  const asked = partsAsked().reduce((sum, range) => {
    const [start, last] = range.slice(6).split('-');
    return sum + (last ? Number(last) + 1 : BODY.length) - Number(start);
  }, startOf(partsAsked()[0]));
  assert.ok(asked > BODY.length && asked <= BODY.length + 4 * MB + 3, `${asked - BODY.length} bytes again`);
});

test('too many bytes end it', async () => {
  const here = world();
  const ended = await runOne(here, [request], 10 * MB);
  assert.is(ended.failureReason, 'download-total-exceeded');
  assert.ok(ended.downloaded <= 10 * MB);
});

test('too little space ends it', async () => {
  const here = world();
  here.store.quota = 10 * MB;
  assert.is((await runOne(here, [request])).failureReason, 'quota-exceeded');
});

test('abort ends it', async () => {
  const here = world();
  server.fault = ({ headers }) => (headers.range ? { pace: { every: 50, bytes: 65_536 } } : undefined);
  const { engine } = createEngine(here);
  const { key } = await engine.start('id', [request], { title: '', icons: [], downloadTotal: 0 });
  await until(() => server.seen.length === 4);
  await engine.abort(key);
  await engine.run();
  assert.is(here.events[0]?.[0], 'backgroundfetchabort');
  assert.is(here.results.get(PATH)?.result, 'aborted');
});

test('what a killed worker had of it is kept, islands included', async () => {
  const here = world();
  server.fault = () => (ranges().length === 2 ? { pace: { every: 50, bytes: 65_536 } } : undefined);
  const { engine, kill } = createEngine(here);
  await engine.start('id', [request], { title: '', icons: [], downloadTotal: 0 });
  await until(() => ranges().length > 2 && here.store.calls.append === pieces().length);
  kill();
  server.fault = () => undefined;
  const before = server.seen.length;
  await createEngine(here).engine.run();
  assert.is(here.events[0]?.[0], 'backgroundfetchsuccess');
  assert.ok(here.results.get(PATH)?.body.equals(BODY));
  assert.equal(ranges().slice(before), [pieces()[0]]);
});

test.run();
