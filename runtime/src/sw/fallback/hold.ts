import { deferred } from '../../shared/deferred.ts';

/** Makes sure that work is done in one realm of the origin at a time, for as long as there is any. */
export class Hold {
  readonly #name: string;
  readonly #run: () => Promise<void>;
  readonly #works = new Set<Promise<unknown>>();
  #held: { granted: Promise<void>; ended: Promise<void> } | undefined;

  /**
   * @param name - of the lock.
   * @param run - does what is left to do; it is called until it rejects or has nothing to wait for.
   * @see https://w3c.github.io/web-locks/
   */
  constructor(name: string, run: () => Promise<void>) {
    this.#name = name;
    this.#run = run;
  }

  /** Does a piece of work under the lock, which stays held for what follows from it. */
  during<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#acquire().granted.then(work);
    this.#works.add(done);
    return done.finally(() => this.#works.delete(done));
  }

  /** @returns a promise that resolves when nothing is left to do. */
  run(): Promise<void> {
    return this.#acquire().ended;
  }

  /**
   * Takes the lock away from whoever has it, who goes on without it, and lets it go. Where it cannot be taken, that is no
   * matter: it is waited for later.
   */
  async seize(): Promise<void> {
    await navigator.locks.request(this.#name, { steal: true }, () => undefined).catch(() => undefined);
  }

  #acquire(): { granted: Promise<void>; ended: Promise<void> } {
    if (this.#held) return this.#held;
    const { promise: granted, resolve } = deferred<void>();
    const ended = navigator.locks.request(this.#name, async () => {
      resolve();
      try {
        do {
          await Promise.allSettled(this.#works);
          await this.#run();
        } while (this.#works.size > 0);
      } finally {
        // At once: what comes before the lock is seen to be free needs another.
        this.#held = undefined;
      }
    });
    // Whoever waits for the end hears of a failure.
    ended.catch(() => undefined);
    this.#held = { granted, ended };
    return this.#held;
  }
}
