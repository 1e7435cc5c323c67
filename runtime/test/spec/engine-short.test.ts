import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { bytesOf, runOne, type World } from '../support/engine-environment.ts';
import type { Fault, Seen } from '../support/engine-server.ts';
import { setUpEngine } from '../support/engine-setup.ts';
import { get } from '../support/fetch-data.ts';

const { server, world, url } = await setUpEngine(test);
const BODY = bytesOf(100_000);
/** Six are asked for at once, so that these come after others have told how quick they are. */
const FIRST = ['0', '1', '2', '3', '4', '5'];
const LATER = ['6', '7'];

interface Outcome {
  /** Those of the later ones that were read at once. */
  atOnce: string[];
  /** What `/6` was asked for with. */
  ranges: (string | undefined)[];
}

/** Fetches all of them, and sees that all bytes have come. */
async function run(change: Partial<World> = {}, size = BODY.length): Promise<Outcome> {
  const body = size === BODY.length ? BODY : bytesOf(size);
  for (const name of FIRST) server.files.set(`/${name}`, { body: BODY, etag: '"1"' });
  for (const name of LATER) server.files.set(`/${name}`, { body, etag: '"1"' });
  const atOnce: string[] = [];
  const here = world({
    random: () => 0,
    fetch: async (request) => {
      const response = await fetch(request);
      const { arrayBuffer } = response;
      const name = new URL(request.url).pathname.slice(1);
      const value = (): Promise<ArrayBuffer> => {
        if (LATER.includes(name)) atOnce.push(name);
        return arrayBuffer.call(response);
      };
      return Object.defineProperty(response, 'arrayBuffer', { value });
    },
    now: () => 0,
    ...change,
  });
  const names = [...FIRST, ...LATER];
  const ended = await runOne(
    here,
    names.map((name) => get(url(name))),
  );
  assert.is(ended.result, 'success');
  assert.is(ended.downloaded, FIRST.length * BODY.length + LATER.length * size);
  for (const name of names) {
    const expected = FIRST.includes(name) ? BODY : body;
    assert.ok(here.results.get(`/${name}`)?.body.equals(expected), `${name} is complete`);
  }
  const ranges = server.seen.filter(({ path }) => path === '/6').map(({ headers }) => headers.range);
  return { atOnce: atOnce.sort(), ranges };
}

const later =
  (...faults: Fault[]) =>
  ({ path }: Seen, nth: number): Fault =>
    (path === '/6' && faults[nth]) || {};

test('where bodies come quickly, short ones are read at once', async () => {
  assert.equal((await run()).atOnce, ['6', '7']);
});

test('where they are slow, as they come', async () => {
  let time = 0;
  const now = (): number => (time += 1000);
  assert.equal((await run({ now })).atOnce, []);
});

test('long ones, as they come', async () => {
  assert.equal((await run({}, 4 * 1024 * 1024)).atOnce, ['6', '7']);
  assert.equal((await run({}, 4 * 1024 * 1024 + 1)).atOnce, []);
});

test('those of an unknown length, as they come', async () => {
  server.fault = later({ chunked: true });
  assert.equal((await run()).atOnce, ['7']);
});

test('coded ones, as they come', async () => {
  server.fault = later({ headers: { 'content-encoding': 'identity' } });
  assert.equal((await run()).atOnce, ['7']);
});

test('cut off, it is read as it comes, so that the next cut costs nothing', async () => {
  server.fault = later({ cutAfter: 50_000 }, { cutAfter: 60_000 });
  const { atOnce, ranges } = await run();
  assert.is(atOnce.filter((name) => name === '6').length, 1);
  assert.equal(ranges, [undefined, undefined, 'bytes=60000-']);
});

test('an empty one', async () => {
  assert.equal((await run({}, 0)).atOnce, []);
});

test.run();
