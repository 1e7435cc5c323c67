/** A signal that follows another one, until it is let go. */
export interface FollowingSignal {
  readonly signal: AbortSignal;
  /** Aborts it, and lets go of the other one, which may live for long. */
  stop(): void;
}

/**
 * A signal that aborts when another one does, or by itself: for what `AbortSignal.any()` is used for, which Safari before
 * 17.4 and Firefox before 124 do not have.
 */
export function followingSignal(other: AbortSignal): FollowingSignal {
  const controller = new AbortController();
  const stop = (): void => {
    other.removeEventListener('abort', stop);
    controller.abort();
  };
  other.addEventListener('abort', stop);
  if (other.aborted) stop();
  return { signal: controller.signal, stop };
}
