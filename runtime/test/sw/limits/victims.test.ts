import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { ExpirationOptions } from '../../../src/shared/route.ts';
import type { LedgerEntry } from '../../../src/store/schema.ts';
import { victimsOf } from '../../../src/sw/limits/victims.ts';

const NOW = 1_000_000;

/** A stored download of 10 bytes, last changed some seconds ago. */
const stored = (id: string, secondsAgo: number, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  id,
  route: 'episode/:slug',
  params: {},
  title: id,
  state: 'stored',
  downloaded: 10,
  downloadTotal: 10,
  failureReason: '',
  fileCount: 1,
  cacheName: 'episodes',
  wanted: 1,
  complete: 1,
  createdAt: NOW - secondsAgo * 1000,
  updatedAt: NOW - secondsAgo * 1000,
  ...more,
});

const served = (secondsAgo: number): Partial<LedgerEntry> => ({ usedAt: NOW - secondsAgo * 1000 });

const FOUR = [stored('c', 20), stored('a', 40), stored('d', 10), stored('b', 30)];

const CASES: [name: string, entries: LedgerEntry[], limits: ExpirationOptions, victims: string[]][] = [
  ['as many as there may be', FOUR, { maxEntries: 4 }, []],
  ['one too many: the one that was used before all others', FOUR, { maxEntries: 3 }, ['a']],
  ['several', FOUR, { maxEntries: 1 }, ['a', 'b', 'c']],
  ['as much as there may be', FOUR, { maxBytes: 40 }, []],
  ['a byte too much', FOUR, { maxBytes: 39 }, ['a']],
  ['the last one is larger than all may be', FOUR, { maxBytes: 1 }, ['a', 'b', 'c']],
  ['alone, and larger than all may be', [stored('a', 1)], { maxBytes: 1 }, []],
  ['several that were stored at once', [stored('a', 1), stored('b', 1)], { maxEntries: 1 }, ['a']],
  ['too old', FOUR, { maxAgeSeconds: 25 }, ['a', 'b']],
  ['to the second', FOUR, { maxAgeSeconds: 40 }, []],
  ['the last one is too old', [stored('a', 10)], { maxAgeSeconds: 5 }, ['a']],
  ['too old and too many', FOUR, { maxAgeSeconds: 35, maxEntries: 2 }, ['a', 'b']],
  ['served since', [stored('a', 40, served(5)), stored('b', 30), stored('c', 20)], { maxEntries: 2 }, ['b']],
  ['served, and not too old', [stored('a', 40, served(5))], { maxAgeSeconds: 10 }, []],
  [
    'served before it was stored anew',
    [stored('a', 5, served(40)), stored('b', 30)],
    { maxEntries: 1 },
    ['b'],
  ],
  ['pinned', [stored('a', 40, { pinned: true }), stored('b', 30)], { maxEntries: 1 }, []],
  ['pinned does not count', [stored('a', 40, { pinned: true }), ...FOUR], { maxEntries: 4 }, []],
  ['pinned and too old', [stored('a', 40, { pinned: true })], { maxAgeSeconds: 1 }, []],
  [
    'brought up to date: it counts, and stays',
    [stored('a', 40, { state: 'downloading' }), stored('b', 30), stored('c', 20)],
    { maxEntries: 2 },
    ['b'],
  ],
  [
    'nothing of it is there yet',
    [stored('a', 40, { state: 'downloading', complete: 0 }), stored('b', 30)],
    { maxEntries: 1 },
    [],
  ],
  ...(['waiting', 'downloading', 'storing'] as const).map((state): (typeof CASES)[number] => [
    `${state} and too old`,
    [stored('a', 40, { state })],
    { maxAgeSeconds: 1 },
    [],
  ]),
  ...(['failed', 'aborted'] as const).map((state): (typeof CASES)[number] => [
    `${state}, with something of it`,
    [stored('a', 40, { state, complete: 0 }), stored('b', 30)],
    { maxEntries: 1 },
    ['a'],
  ]),
  [
    'failed, with nothing of it',
    [stored('a', 40, { state: 'failed', complete: 0, downloaded: 0 }), stored('b', 30)],
    { maxEntries: 1 },
    [],
  ],
];

for (const [name, entries, limits, victims] of CASES)
  test(`${name}: ${JSON.stringify(limits)}`, () => {
    assert.equal(
      victimsOf(entries, limits, NOW).map(({ id }) => id),
      victims,
    );
  });

test.run();
