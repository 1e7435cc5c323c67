import { afterPress } from '../engine/press.ts';

/** Milliseconds from a question that had no answer to the next. */
const PATIENCE = 15_000;

/** What a page has to do to go on. */
export interface GoingOnHost {
  /** Whether what nobody has pressed for may be started now. */
  mayStart(): Promise<boolean>;
  /** Starts what waits. Gives when there will be more, in milliseconds since the epoch. */
  start(): Promise<number | undefined>;
  /** Told when a press is needed, and when it is no longer. */
  changed(): void;
}

/** Starts, by itself, what other pages have left behind before they could, and what is asked for again. */
export class GoingOn {
  readonly #host: GoingOnHost;
  #hasBegun = false;
  #needsPress = false;
  /** Milliseconds since the epoch; 0 while nothing has ever been put off. */
  #next = 0;

  constructor(host: GoingOnHost) {
    this.#host = host;
  }

  /** Whether it goes on after the next press. */
  get needsPress(): boolean {
    return this.#needsPress;
  }

  /** Whether something has been put off. */
  get isPutOff(): boolean {
    return this.#next > 0;
  }

  /** Looks for what others have left, the first time. */
  begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#goOn().catch(() => {
      this.#hasBegun = false;
    });
  }

  /**
   * An answer that is late must not put off what has been heard since.
   *
   * @param time - milliseconds since the epoch. Default: at once.
   */
  at(time = 1): void {
    if (this.#next && time > this.#next) return;
    this.#next = time;
    setTimeout(() => {
      if (this.#next !== time) return;
      this.#next = Number.POSITIVE_INFINITY;
      this.#goOnOrLater();
    }, time - Date.now());
  }

  async #goOn(): Promise<void> {
    if (!(await this.#host.mayStart())) return this.#waitForPress();
    const later = await this.#host.start();
    if (later !== undefined) this.at(later);
  }

  #goOnOrLater(): void {
    this.#goOn().catch(() => this.at(Date.now() + PATIENCE));
  }

  #waitForPress(): void {
    if (this.#needsPress) return;
    this.#needsPress = true;
    this.#host.changed();
    afterPress(() => {
      this.#needsPress = false;
      this.#host.changed();
      this.#goOnOrLater();
    });
  }
}
