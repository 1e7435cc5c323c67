import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Interval } from '../../src/spec/model.ts';
import { bytes, chunk, countOf, intervalsOf, openSample, RECORD, readAll, sizes } from './samples.ts';

interface Case {
  what: string;
  /** The chunks in the order of their arrival. */
  chunks: [start: number, end: number][];
  intervals: [start: number, end: number][];
  /** How many chunks are stored. */
  count: number;
}

const cases: Case[] = [
  {
    what: 'one after the other',
    chunks: [
      [0, 10],
      [10, 25],
      [25, 30],
    ],
    intervals: [[0, 30]],
    count: 3,
  },
  { what: 'an empty chunk', chunks: [[0, 0]], intervals: [], count: 0 },
  {
    what: 'an empty chunk behind others',
    chunks: [
      [0, 10],
      [10, 10],
      [20, 20],
    ],
    intervals: [[0, 10]],
    count: 1,
  },
  { what: 'only beyond a gap', chunks: [[10, 20]], intervals: [[10, 20]], count: 1 },
  {
    what: 'backwards',
    chunks: [
      [20, 30],
      [10, 20],
      [0, 10],
    ],
    intervals: [[0, 30]],
    count: 3,
  },
  {
    what: 'a gap that closes before several islands',
    chunks: [
      [0, 10],
      [20, 30],
      [30, 40],
      [50, 60],
      [10, 20],
    ],
    intervals: [
      [0, 40],
      [50, 60],
    ],
    count: 5,
  },
  {
    what: 'the same twice',
    chunks: [
      [0, 10],
      [0, 10],
    ],
    intervals: [[0, 10]],
    count: 1,
  },
  {
    what: 'an island twice',
    chunks: [
      [10, 20],
      [10, 20],
    ],
    intervals: [[10, 20]],
    count: 1,
  },
  {
    what: 'a part of the beginning',
    chunks: [
      [0, 10],
      [3, 7],
    ],
    intervals: [[0, 10]],
    count: 1,
  },
  {
    what: 'a part of an island',
    chunks: [
      [10, 20],
      [13, 17],
    ],
    intervals: [[10, 20]],
    count: 1,
  },
  {
    what: 'over the end of the beginning',
    chunks: [
      [0, 10],
      [5, 15],
    ],
    intervals: [[0, 15]],
    count: 2,
  },
  {
    what: 'over the end of an island',
    chunks: [
      [10, 20],
      [15, 25],
    ],
    intervals: [[10, 25]],
    count: 2,
  },
  {
    what: 'over the start of an island',
    chunks: [
      [10, 20],
      [5, 15],
    ],
    intervals: [[5, 20]],
    count: 2,
  },
  {
    what: 'around an island',
    chunks: [
      [10, 20],
      [5, 25],
    ],
    intervals: [[5, 25]],
    count: 3,
  },
  {
    what: 'around several islands, from the start',
    chunks: [
      [10, 20],
      [30, 40],
      [50, 60],
      [0, 45],
    ],
    intervals: [
      [0, 45],
      [50, 60],
    ],
    count: 6,
  },
  {
    what: 'the whole over islands',
    chunks: [
      [10, 20],
      [30, 40],
      [0, 50],
    ],
    intervals: [[0, 50]],
    count: 5,
  },
  {
    what: 'from one island into the next',
    chunks: [
      [10, 20],
      [30, 40],
      [15, 35],
    ],
    intervals: [[10, 40]],
    count: 3,
  },
  {
    what: 'between two islands',
    chunks: [
      [10, 20],
      [30, 40],
      [20, 30],
    ],
    intervals: [[10, 40]],
    count: 3,
  },
  {
    what: 'over the beginning into an island that others follow',
    chunks: [
      [0, 10],
      [20, 30],
      [30, 40],
      [5, 25],
    ],
    intervals: [[0, 40]],
    count: 4,
  },
  {
    what: 'before an island, not next to it',
    chunks: [
      [20, 30],
      [5, 10],
    ],
    intervals: [
      [5, 10],
      [20, 30],
    ],
    count: 2,
  },
];

for (const { what, chunks, intervals, count } of cases) {
  test(`what arrives: ${what}`, async () => {
    const { store, scope, again } = await openSample();
    for (const [start, end] of chunks) await store.append(chunk(start, end));
    const expected: Interval[] = intervals.map(([start, end]) => ({ start, end }));
    assert.equal(await intervalsOf(store), expected);
    const available = expected[0]?.start === 0 ? expected[0].end : 0;
    const stored = expected.reduce((sum, { start, end }) => sum + end - start, 0);
    assert.equal(await sizes(store), { available, stored, downloaded: stored });
    assert.is(await countOf(scope, 'chunks'), count);
    for (const { start, end } of expected) {
      assert.equal(await readAll(again(), RECORD, start), bytes(start, end));
    }
  });
}

test('any order, with overlaps, a death after each, gives the same body', async () => {
  // A fixed sequence that looks like chance.
  let state = 7;
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % below;
  };
  for (let round = 0; round < 20; round++) {
    const { store: first, again } = await openSample();
    const isStored = new Array<boolean>(200).fill(false);
    let store = first;
    for (let step = 0; step < 30; step++) {
      const start = next(180);
      const end = start + 1 + next(20);
      const added = await store.append(chunk(start, end));
      isStored.fill(true, start, end);
      const stored = isStored.filter(Boolean).length;
      const gap = isStored.indexOf(false);
      const available = gap < 0 ? isStored.length : gap;
      assert.equal(
        [added?.record.stored, added?.record.available, added?.fetch.downloaded],
        [stored, available, stored],
      );
      store = again();
    }
    await store.append(chunk(0, 200));
    assert.equal(await intervalsOf(store), [{ start: 0, end: 200 }]);
    assert.equal(await readAll(store), bytes(0, 200));
  }
});

test('chunks that are handed in at once, from two stores', async () => {
  const { store, again } = await openSample();
  const stores = [store, again()];
  const starts = Array.from({ length: 100 }, (_, index) => ((index * 37) % 100) * 10);
  await Promise.all(starts.map((start, index) => stores[index % 2]?.append(chunk(start, start + 12))));
  assert.equal(await intervalsOf(store), [{ start: 0, end: 1002 }]);
  assert.equal(await sizes(store), { available: 1002, stored: 1002, downloaded: 1002 });
  assert.equal(await readAll(store), bytes(0, 1002));
});

test.run();
