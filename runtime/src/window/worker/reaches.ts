/**
 * Waits until a worker has come to one of some states.
 *
 * @param signal - ends the waiting.
 */
export function reaches(worker: ServiceWorker, states: RegExp, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (states.test(worker.state)) resolve();
    };
    worker.addEventListener('statechange', look, { signal });
    look();
  });
}
