import 'fake-indexeddb/auto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { IdbFetchStore } from '../../src/store/fetch-store.ts';
import { bytesOf, createEngine, createWorld } from '../support/engine-environment.ts';
import { startEngineServer } from '../support/engine-server.ts';
import { get } from '../support/fetch-data.ts';
import { MemoryFetchStore } from '../support/memory-fetch-store.ts';

const server = await startEngineServer();
test.after(() => server.close());

/** The same accidents in every run. */
function dice(seed: number): (below: number) => number {
  const bytes = bytesOf(10_000, seed);
  let at = 0;
  return (below) => {
    at += 2;
    return (((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)) / 65_536) * below;
  };
}

/** The store that the engine has in a browser takes part as well; it has fewer methods than that of the tests. */
const createStore = (seed: number): MemoryFetchStore =>
  seed > 1 ? new MemoryFetchStore() : (new IdbFetchStore(`${seed}`) as unknown as MemoryFetchStore);

for (let seed = 1; seed <= 6; seed++) {
  test(`killed and cut at random moments, the files arrive as they are (${seed})`, async () => {
    const roll = dice(seed);
    const sizes = [0, 1, 50_000, 400_000, 1_500_000, 14_000_000];
    server.files.clear();
    server.seen.length = 0;
    sizes.forEach((size, index) => {
      server.files.set(`/${index}`, { body: bytesOf(size, index + seed), etag: `"${index}"` });
    });
    let cuts = 20;
    server.fault = ({ path }) => {
      const size = sizes[Number(path.slice(1))] ?? 0;
      const pace = { every: 1, bytes: 65_536 };
      if (cuts === 0 || roll(1) < 0.3) return { pace };
      cuts--;
      return roll(1) < 0.1 ? { status: 503 } : { pace, cutAfter: Math.floor(roll(size)) };
    };
    const here = createWorld({ origin: server.origin, store: createStore(seed) }, 20);
    const urls = sizes.map((_size, index) => get(`${server.origin}/${index}`));
    let { engine, kill } = createEngine(here);
    await engine.start('id', urls, { title: '', icons: [], downloadTotal: 0 });
    for (let deaths = 0; deaths < 10; deaths++) {
      const isOver = await Promise.race([
        engine.run().then(() => true),
        new Promise<false>((resolve) => setTimeout(() => resolve(false), roll(60))),
      ]);
      if (isOver) break;
      kill();
      ({ engine, kill } = createEngine(here));
    }
    await engine.run();
    const total = sizes.reduce((sum, size) => sum + size);
    const [type, fetch] = here.events.at(-1) ?? [];
    assert.is(type, 'backgroundfetchsuccess');
    assert.is(fetch?.downloaded, total);
    sizes.forEach((_size, index) => {
      const body = server.files.get(`/${index}`)?.body ?? new Uint8Array();
      assert.ok(here.results.get(`/${index}`)?.body.equals(body), `/${index}`);
    });
    assert.equal(await here.store.getAll(), []);
  });
}

test('an event that one engine could not fire is fired by the next, and nothing is fetched again', async () => {
  server.files.clear();
  server.seen.length = 0;
  server.fault = () => ({});
  server.files.set('/file', { body: bytesOf(50_000) });
  const here = createWorld({ origin: server.origin });
  const replaced = createEngine({
    ...here,
    dispatch: () =>
      Promise.reject(new DOMException('Another worker has taken its place', 'InvalidStateError')),
  });
  await replaced.engine.start('id', [get(`${server.origin}/file`)], {
    title: '',
    icons: [],
    downloadTotal: 0,
  });
  let failure: unknown;
  await replaced.engine.run().catch((error: unknown) => {
    failure = error;
  });
  assert.is((failure as DOMException).name, 'InvalidStateError');
  assert.equal(here.events, []);
  await createEngine(here).engine.run();
  assert.equal(
    here.events.map(([type]) => type),
    ['backgroundfetchsuccess'],
  );
  assert.is(server.seen.length, 1);
});

test.run();
