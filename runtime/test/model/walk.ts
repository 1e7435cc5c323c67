import { answerFor, wishFor } from './app.ts';
import { describe, type Ended } from './fetches.ts';
import { liesOf, standOf } from './invariants.ts';
import { Life } from './life.ts';
import { Page } from './page.ts';
import { Random } from './random.ts';
import { stepsOf } from './steps.ts';

const STEPS = 12;

/** A random life, and whether anything lies in it. */
export class Walk {
  readonly #life: Life;

  constructor(seed: number) {
    this.#life = new Life(seed);
  }

  /** What has happened, in words. */
  get story(): readonly string[] {
    return this.#life.history.story;
  }

  /** Where downloads have gone from one state to another. */
  get transitions(): ReadonlySet<string> {
    return this.#life.history.transitions;
  }

  /** @throws Error with the first lie that was found. */
  async run(): Promise<void> {
    for (let step = 0; step < STEPS; step++) {
      await this.#step();
      if (this.#life.random.chance(0.4)) await this.#reconcile();
    }
    await this.#reconcile();
    await this.#end();
  }

  async #step(): Promise<void> {
    const { random, browser, history } = this.#life;
    const { turns } = browser;
    const { name, take } = random.weigh(stepsOf(this.#life));
    history.story.push(name);
    await take();
    const fate = random.below(6);
    // It is let go on to its end, or is still on its way when the next thing happens, or is killed on it.
    if (fate < 2) await turns.pass();
    else await turns.pass(random.below(30));
    if (fate === 5 || (fate === 4 && name.startsWith('event'))) this.#life.kill();
  }

  /** Everything that is on its way arrives, and a worker that is started anew looks after all. */
  async #reconcile(): Promise<void> {
    const { browser, history } = this.#life;
    const { turns, fetches } = browser;
    await turns.pass();
    while (fetches.ended.length > 0) {
      const [ended] = fetches.ended as [Ended];
      history.story.push(`event of ${ended.id}: ${describe(ended)}`);
      void this.#life.deliver(ended);
      await turns.pass();
    }
    this.#life.kill();
    history.story.push('reconciled');
    await this.#ask({ type: 'list' });
    // What it has found out by then is looked at by the next one.
    await this.#ask({ type: 'list' });
    const lies = liesOf(browser);
    if (lies.length > 0) history.fail(lies.join('; '));
    if (history.contradiction) history.fail(history.contradiction);
  }

  async #ask(question: Parameters<Page['ask']>[0]): Promise<void> {
    const { browser } = this.#life;
    const page = new Page('visitor', browser, () => this.#life.living());
    void page.ask(question);
    await browser.turns.pass();
    page.close();
  }

  /** From wherever it has come, each can be stored and removed, and then nothing is left. */
  async #end(): Promise<void> {
    const { random, browser, history, ids } = this.#life;
    const { turns, pages, fetches, caches } = browser;
    for (const page of pages) page.close();
    browser.network = (url) => answerFor(url, ALWAYS);
    for (const id of ids) {
      const page = this.#life.open();
      await turns.pass();
      for (const start of page.starts()) {
        void page.refuse(start);
        await turns.pass();
      }
      history.story.push(`${id} is to end well`);
      for (let times = 0; history.entryOf(id)?.state !== 'stored' || times === 0; times++) {
        if (times > 5) return history.fail(`${id} cannot be stored: it is ${history.entryOf(id)?.state}`);
        void page.wish(id, wishFor(id, random));
        await turns.pass();
        const start = page.starts().find((one) => one.id === id);
        if (start) void page.take(start);
        await turns.pass();
        for (const running of fetches.running.values())
          if (running.id === id || running.ids?.includes(id)) this.#life.finish(running, 1);
        for (const ended of [...fetches.ended]) void this.#life.deliver(ended);
        await turns.pass();
      }
      page.close();
    }
    await this.#reconcile();
    for (const id of ids) {
      const page = this.#life.open();
      void page.remove(id);
      await turns.pass();
      page.close();
    }
    for (const [name, rows] of Object.entries(standOf(browser)))
      if (rows.length > 0) history.fail(`${name} are left: ${JSON.stringify(rows)}`);
    if (caches.keys().length > 0) history.fail(`left in the cache: ${caches.keys().map(({ key }) => key)}`);
  }
}

/** The network of those whom nothing fails. */
const ALWAYS = Object.assign(new Random(0), { chance: (share: number) => share > 0.3, next: () => 0.999 });
