import { setTimeout as sleep } from 'node:timers/promises';

/** Lets a stream of chunks through no faster than it should. */
export type Pace = (source: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>;

/**
 * Makes a pace of `bytesPerSecond`. Streams that go through the same pace share it, chunk by chunk in turn, as
 * connections share a line.
 *
 * @param slowFor - bytes of each stream that it is for.
 * @param until - ends it, also for what is under way.
 */
export function createPace(
  bytesPerSecond: number,
  slowFor: number = Number.POSITIVE_INFINITY,
  until?: AbortSignal,
): Pace {
  // Twenty steps a second look continuous; less than 1 KB a step only costs time.
  const step = Math.min(65_536, Math.max(1024, Math.floor(bytesPerSecond / 20)));
  let free = 0;
  return async function* pace(source) {
    let passed = 0;
    for await (const chunk of source) {
      if (passed >= slowFor) {
        yield chunk;
        continue;
      }
      passed += chunk.length;
      for (let offset = 0; offset < chunk.length; offset += step) {
        const piece = chunk.subarray(offset, offset + step);
        free = Math.max(free, performance.now()) + (piece.length / bytesPerSecond) * 1000;
        const wait = free - performance.now();
        if (wait > 0 && !until?.aborted)
          await sleep(wait, undefined, { signal: until }).catch(() => undefined);
        yield piece;
      }
    }
  };
}
