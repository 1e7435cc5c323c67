/** Milliseconds that count most: what is longer ago than a few of them no longer shows. */
const SPAN = 3_000;

/** Milliseconds without a byte after which nothing is known of a rate: the network has gone, or the browser pauses. */
const STALLED = 5_000;

/** Bytes per second, smoothed exponentially over counts that come at any times. */
export interface Rate {
  /** Bytes per second; 0 while unknown. */
  value(): number;
  /** Takes the bytes that there are by now. */
  measure(bytes: number): void;
  /** Begins anew. */
  forget(): void;
}

/** @param stalled - told when nothing has come for so long that the rate is forgotten. */
export function createRate(stalled: () => void): Rate {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = 0;
  let before = 0;
  let sum = 0;
  let weight = 0;
  const forget = (): void => {
    clearTimeout(timer);
    last = sum = weight = 0;
  };
  return {
    // What it has begun with is no rate of zero, but none at all.
    value: () => (1000 * sum) / (weight || 1),
    measure(bytes) {
      const time = performance.now();
      const passed = time - last;
      if (passed === 0) return;
      if (last) {
        const share = 1 - Math.exp(-passed / SPAN);
        // Fewer than before: the browser has begun a file again.
        sum += (Math.max(0, bytes - before) / passed - sum) * share;
        weight += (1 - weight) * share;
      }
      last = time;
      before = bytes;
      clearTimeout(timer);
      timer = setTimeout(() => {
        forget();
        stalled();
      }, STALLED);
    },
    forget,
  };
}
