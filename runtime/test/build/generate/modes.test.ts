import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { generateScript } from 'workbox-background-fetch/build/internal';
import type { WorkerConfig } from '../../../src/shared/worker-config.ts';
import { RunningWorker } from '../../support/run-worker.ts';

const LIST = { list: 'api/:id.json', urls: '/tracks/*/url', sizes: '/tracks/*/bytes' };
const TRACKS = {
  tracks: [
    { url: 'https://cdn.example/a%20b.mp3', bytes: 5 },
    { url: 'https://cdn.example/c.mp3', bytes: 6 },
  ],
};

/** Routes of every kind, by the wish that is tried with them. */
const CASES: [id: string, route: Omit<WorkerConfig['routes'][number], 'id'>, wish: object, starts: number][] =
  [
    ['episode/:id', { requests: [{ url: 'media/:id.mp3' }], title: 'Episode :id' }, { title: 'One' }, 1],
    ['album/:id', { requests: [], page: 1, serve: ['tracks/*'] }, { requests: ['tracks/1', 'tracks/2'] }, 2],
    ['named/:id', { requests: [{ url: 'a' }], title: ':metadata.name' }, { metadata: { name: 'N' } }, 1],
    [
      'comic/:id',
      { requests: [], each: [{ each: 'n', to: ':metadata.count', url: 'pages/:id/:n' }] },
      { metadata: { count: 3 } },
      3,
    ],
    [
      'list/:id',
      { requests: [], lists: [{ ...LIST, as: 'tracks/:id/:index-:file' }], serve: ['tracks/*'] },
      {},
      2,
    ],
    ['refused/:id', { requests: [{ url: 'a' }] }, { requests: ['b'] }, 0],
  ];

/** How a worker with one route answers a wish, and what it then has of the download. */
async function answer(mode: 'production' | 'development', [id, route, wish]: (typeof CASES)[number]) {
  const worker = new RunningWorker(() => '');
  worker.evaluate(`self.fetch = async () => new Response(${JSON.stringify(JSON.stringify(TRACKS))});`);
  worker.evaluate(generateScript({ routes: [{ ...route, id }] }, { mode }).code);
  const reply = await worker.wish(id.replace(':id', 'one'), wish);
  return JSON.parse(JSON.stringify(reply));
}

for (const row of CASES) {
  test(`${row[0]}: the script for production answers as that for development does`, async () => {
    const [small, whole] = [await answer('production', row), await answer('development', row)];
    assert.equal(small, whole);
    assert.is(small.ok, row[3] > 0);
    if (small.ok) assert.is(small.value.requests.length, row[3]);
  });
}

test.run();
