// What it takes from one press until 50 downloads of 3 files each are stored, in Chromium's own Background Fetch: with one background fetch for all of
// them, against one for each, one after the other. In turns.
import { startRouteApp } from '../../demo/test/support/route-app/app.ts';
import { type Pair, summarise } from './support/pairs.ts';
import { report } from './support/result.ts';

const DOWNLOADS = 50;
const FILES = 3;
const BYTES = 20_000;
const PAIRS = Number(process.env.BENCH_PAIRS ?? 6);

interface Client {
  fetch(id: string): Promise<{ stored: Promise<unknown> }>;
  fetchAll(ids: string[]): Promise<{ stored: Promise<unknown> }[]>;
  removeAll(): Promise<void>;
}

const pathOf = (n: number, file: number): string => `items/${n}/${file}.bin`;
const files = Array.from({ length: DOWNLOADS * FILES }, (_, index): [string, Buffer] => [
  pathOf(Math.floor(index / FILES), index % FILES),
  Buffer.alloc(BYTES, index % 256),
]);

const app = await startRouteApp(
  { browser: 'chromium', engine: 'native' },
  {
    files: Object.fromEntries(files),
    routes: [
      {
        id: 'item/:n',
        requests: Array.from({ length: FILES }, (_, file) => `items/:n/${file}.bin`),
        retry: true,
      },
    ],
    workbox: { globPatterns: ['index.html', 'app.js', 'client.js'] },
  },
);

/** Milliseconds from the press until all are stored; then they are removed. */
function measure(side: keyof Pair): Promise<number> {
  return app.page.evaluate(
    async (name, count) => {
      const { downloads } = self as unknown as { downloads: Client };
      const ids = Array.from({ length: count }, (_, n) => `item/${n}`);
      const begun = performance.now();
      if (name === 'ours') await Promise.all((await downloads.fetchAll(ids)).map(({ stored }) => stored));
      else for (const id of ids) await (await downloads.fetch(id)).stored;
      const took = performance.now() - begun;
      await downloads.removeAll();
      return took;
    },
    side,
    DOWNLOADS,
  );
}

try {
  // The first of a session waits for two seconds.
  await measure('ours');
  const pairs: Pair[] = [];
  for (let index = 0; index < PAIRS; index++) {
    const sides = index % 2 === 0 ? (['ours', 'other'] as const) : (['other', 'ours'] as const);
    const pair = { ours: 0, other: 0 };
    for (const side of sides) pair[side] = await measure(side);
    pairs.push(pair);
  }
  await report('batch', { chromium: await app.browser.version() }, [
    { case: `${DOWNLOADS} downloads of ${FILES} files`, unit: 'ms', ...summarise(pairs) },
  ]);
} finally {
  await app.close();
}
