const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Bytes for people, in decimal units: `4.5 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(unit > 1 && value < 99.5 ? 1 : 0)} ${UNITS[unit]}`;
}

/** Seconds as minutes and seconds: `1:06`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** Whole percent of a total, 0 to 100; `undefined` where the total is unknown. */
export function percentOf(part: number, total: number): number | undefined {
  return total > 0 ? Math.min(100, Math.floor((part / total) * 100)) : undefined;
}
