/** Lets work begin as long as all of it together takes no more than there is; a single one may take more. */
export interface Room {
  /** Does a piece of work when there is room for it. */
  hold<T>(weight: number, work: () => Promise<T>): Promise<T>;
}

/** Makes room for so much. Who waits has its turn in order. */
export function createRoom(capacity: number): Room {
  const waiting: { weight: number; start: () => void }[] = [];
  let held = 0;
  const next = (): void => {
    for (
      let first = waiting[0];
      first && (held === 0 || held + first.weight <= capacity);
      first = waiting[0]
    ) {
      waiting.shift();
      held += first.weight;
      first.start();
    }
  };
  return {
    async hold(weight, work) {
      await new Promise<void>((start) => {
        waiting.push({ weight, start });
        next();
      });
      try {
        return await work();
      } finally {
        held -= weight;
        next();
      }
    },
  };
}
