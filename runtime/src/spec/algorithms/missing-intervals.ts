import type { Interval } from '../model.ts';

/** What lies between and behind the intervals up to `size`, which is Infinity where it is not known. */
export function missingIntervals(intervals: Interval[], size: number): Interval[] {
  const missing: Interval[] = [];
  let start = 0;
  for (const interval of [...intervals, { start: size, end: size }]) {
    if (interval.start > start) missing.push({ start, end: interval.start });
    start = Math.max(start, interval.end);
  }
  return missing;
}
