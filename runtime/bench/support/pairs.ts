/** The middle of some figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[sorted.length % 2 === 1 ? middle : middle - 1],
    sorted[middle],
  ];
  return (low + high) / 2;
}

/** What two contestants took in the same run. */
export interface Pair {
  ours: number;
  other: number;
}

/** Medians of the pairs; the ratio is that of each pair, so that a machine whose speed drifts does not decide. */
export function summarise(pairs: readonly Pair[]): Pair & { ratio: number } {
  return {
    ours: median(pairs.map(({ ours }) => ours)),
    other: median(pairs.map(({ other }) => other)),
    ratio: median(pairs.map(({ ours, other }) => ours / other)),
  };
}
