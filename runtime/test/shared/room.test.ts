import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Room, roomFor } from '../../src/shared/room.ts';

const CHROMIUM = 10 * 2 ** 30;

const CASES: [name: string, bytes: number, estimate: StorageEstimate, room: Room][] = [
  ['enough for two copies', 50, { quota: 200, usage: 100 }, { available: 100, missing: 0 }],
  ['a byte too little', 50, { quota: 200, usage: 101 }, { available: 99, missing: 1 }],
  ['more is used than there is', 50, { quota: 0, usage: 10 }, { available: -10, missing: 110 }],
  ['usage is not told', 50, { quota: 40 }, { available: 40, missing: 60 }],
  ['nothing is told', 50, {}, { available: Number.POSITIVE_INFINITY, missing: 0 }],
  ['the size is not known', 0, { quota: 0, usage: 1 }, { available: -1, missing: 0 }],
  [
    'what Chromium always says',
    CHROMIUM,
    { quota: CHROMIUM + 5, usage: 5 },
    { available: CHROMIUM, missing: 0 },
  ],
  [
    'a byte less than that',
    CHROMIUM,
    { quota: CHROMIUM - 1 },
    { available: CHROMIUM - 1, missing: CHROMIUM + 1 },
  ],
];

for (const [name, bytes, estimate, room] of CASES)
  test(name, () => assert.equal(roomFor(bytes, estimate), room));

test.run();
