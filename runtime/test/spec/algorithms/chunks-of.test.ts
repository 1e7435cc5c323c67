import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { CHUNK, chunksOf } from '../../../src/spec/algorithms/chunks-of.ts';
import { createWorld } from '../../support/engine-environment.ts';

type Arrival = number | 'second' | 'cut';

const MB = 1024 * 1024;

/** Bytes as they arrive, with seconds between them, and the sizes of the chunks that they become. */
const CASES: [name: string, arrivals: Arrival[], chunks: (number | string)[]][] = [
  ['nothing', [], [0, 'done']],
  ['a little', [5], [5, 'done']],
  ['what comes together is one chunk', [5, 6, 7], [18, 'done']],
  ['a second later comes another', [5, 'second', 6, 7], [5, 13, 'done']],
  ['nothing for a second: the head only', ['second', 5], [0, 5, 'done']],
  ['nothing for long', ['second', 'second', 'second', 5, 'second', 'second', 6], [0, 5, 6, 'done']],
  ['4 MB', [2 * MB, 2 * MB], [CHUNK, 0, 'done']],
  ['more than that', [3 * MB, 3 * MB, 3 * MB], [6 * MB, 3 * MB, 'done']],
  ['cut at once', ['cut'], [0, 'cut']],
  ['cut: what has arrived is kept', [5, 6, 'cut'], [11, 'cut']],
  ['cut later', [5, 'second', 6, 'cut'], [5, 6, 'cut']],
];

for (const [name, arrivals, chunks] of CASES) {
  test(name, async () => {
    const alarms: (() => void)[] = [];
    const world = createWorld({
      sleep: (milliseconds) => {
        assert.is(milliseconds, 1000);
        return new Promise((resolve) => alarms.push(resolve));
      },
    });
    const left = [...arrivals];
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          while (left[0] === 'second') {
            left.shift();
            await new Promise((resolve) => setTimeout(resolve, 5));
            for (const ring of alarms.splice(0)) ring();
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
          const next = left.shift();
          if (next === 'cut') controller.error(new TypeError('cut'));
          else if (typeof next === 'number') controller.enqueue(new Uint8Array(next).fill(next % 251));
          else controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const found: (number | string)[] = [];
    for await (const { data, end } of chunksOf(body, world)) {
      found.push(data.length);
      if (end) found.push(end);
    }
    assert.equal(found, chunks);
  });
}

test('no body at all is an empty one', async () => {
  const found = [];
  for await (const chunk of chunksOf(null, createWorld())) found.push([chunk.data.length, chunk.end]);
  assert.equal(found, [[0, 'done']]);
});

test('bytes keep their order', async () => {
  const body = new Blob([new Uint8Array([1, 2]), new Uint8Array([3])]).stream();
  for await (const { data } of chunksOf(body, createWorld())) assert.equal([...data], [1, 2, 3]);
});

test('whoever leaves it ends the body', async () => {
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(CHUNK)),
    cancel: () => {
      isCancelled = true;
    },
  });
  for await (const { data } of chunksOf(body, createWorld())) {
    assert.is(data.length, CHUNK);
    break;
  }
  assert.is(isCancelled, true);
});

test.run();
