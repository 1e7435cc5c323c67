type Waiting = (hasTurn: boolean) => void;

/** Lets a bounded number of actions run at once. Where some wait, their keys take turns. */
export class Turns {
  #free: number;
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(limit: number) {
    this.#free = limit;
  }

  /** Runs an action when it is its key's turn. */
  async run<T>(key: string, action: () => Promise<T>): Promise<T> {
    const hasTurn = this.#free > 0 ? this.#free-- > 0 : await this.#wait(key);
    try {
      return await action();
    } finally {
      if (hasTurn) this.#pass();
    }
  }

  /** Lets all waiting actions of a key run at once, beyond the bound: for those that only have to say that they end. */
  release(key: string): void {
    for (const begin of this.#waiting.get(key) ?? []) begin(false);
    this.#waiting.delete(key);
  }

  #wait(key: string): Promise<boolean> {
    return new Promise((resolve) => {
      const queue = this.#waiting.get(key) ?? [];
      queue.push(resolve);
      this.#waiting.set(key, queue);
    });
  }

  #pass(): void {
    for (const [key, queue] of this.#waiting) {
      // Behind all others again, if more of it wait.
      this.#waiting.delete(key);
      const begin = queue.shift();
      if (queue.length > 0) this.#waiting.set(key, queue);
      begin?.(true);
      return;
    }
    this.#free++;
  }
}
