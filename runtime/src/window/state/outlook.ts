/** How far something has come, and when it will be done. */
export interface Outlook {
  /** Decoded bytes so far. */
  readonly downloaded: number;
  /** Decoded bytes in all; 0 = unknown. */
  readonly downloadTotal: number;
  /** From 0 to 1; undefined where `downloadTotal` is unknown. */
  readonly progress: number | undefined;
  /** Of the last few seconds; 0 where nothing comes. */
  readonly bytesPerSecond: number;
  /** Undefined where it cannot be told. */
  readonly secondsLeft: number | undefined;
}

/** What follows from three numbers. */
export function outlook(downloaded: number, downloadTotal: number, bytesPerSecond: number): Outlook {
  return {
    downloaded,
    downloadTotal,
    progress: downloadTotal ? Math.min(1, downloaded / downloadTotal) : undefined,
    bytesPerSecond: Math.round(bytesPerSecond),
    secondsLeft:
      downloadTotal && bytesPerSecond
        ? Math.round(Math.max(0, downloadTotal - downloaded) / bytesPerSecond)
        : undefined,
  };
}
