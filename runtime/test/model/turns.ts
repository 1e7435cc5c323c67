import type { Random } from './random.ts';

/** Somebody who may die: what they have begun and what has not been done then never is. */
export interface Mortal {
  isDead: boolean;
}

interface Turn {
  owner: Mortal;
  work: () => void;
}

interface Timer extends Turn {
  at: number;
}

/**
 * The browser's loop: whatever a worker asks for is done in a turn of its own, in any order, and time passes when there is nothing
 * else to do. Between any two turns a worker can be killed.
 */
export class Turns {
  /** Milliseconds since the epoch. A user may set it. */
  now = 1_000_000;
  readonly #random: Random;
  #turns: Turn[] = [];
  #timers: Timer[] = [];
  /** Passes evenly, whatever the clock shows. */
  #uptime = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Does a piece of work in some later turn; for who is dead by then, never. */
  later<T>(owner: Mortal, work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.add(owner, () => {
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  add(owner: Mortal, work: () => void): void {
    if (!owner.isDead) this.#turns.push({ owner, work });
  }

  wait(owner: Mortal, work: () => void, milliseconds: number): void {
    this.#timers.push({ owner, work, at: this.#uptime + milliseconds });
  }

  /**
   * Lets turns pass until nothing is left to do, or so many have passed.
   *
   * @returns whether nothing is left.
   */
  async pass(most: number = Number.POSITIVE_INFINITY): Promise<boolean> {
    for (let count = 0; ; count++) {
      // Promises go on in between.
      await new Promise(setImmediate);
      if (this.#turns.some(({ owner }) => owner.isDead))
        this.#turns = this.#turns.filter(({ owner }) => !owner.isDead);
      if (this.#turns.length === 0) this.#advance();
      if (this.#turns.length === 0) return true;
      if (count >= most) return false;
      const index = this.#turns.length === 1 ? 0 : this.#random.below(this.#turns.length);
      const [turn] = this.#turns.splice(index, 1);
      this.now++;
      turn?.work();
    }
  }

  /** To the timer that is due first. */
  #advance(): void {
    this.#timers = this.#timers.filter(({ owner }) => !owner.isDead);
    const next = Math.min(...this.#timers.map(({ at }) => at));
    if (next === Number.POSITIVE_INFINITY) return;
    this.now += next - this.#uptime;
    this.#uptime = next;
    const due = this.#timers.filter(({ at }) => at === next);
    this.#timers = this.#timers.filter(({ at }) => at !== next);
    this.#turns.push(...due);
  }
}
