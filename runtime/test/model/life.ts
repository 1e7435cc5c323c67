import type { BackgroundFetchFailureReason } from '../../src/shared/background-fetch.ts';
import type { Start } from '../../src/shared/protocol.ts';
import type { FileRow, LedgerEntry } from '../../src/store/schema.ts';
import { answerFor, BUILDS, IDS, OUTCOMES, responseOf } from './app.ts';
import { Browser } from './browser.ts';
import type { Ended } from './fetches.ts';
import { History } from './history.ts';
import { Page } from './page.ts';
import { Random } from './random.ts';
import { Worker } from './worker.ts';

const REASONS: BackgroundFetchFailureReason[] = [
  'bad-status',
  'fetch-error',
  'quota-exceeded',
  'download-total-exceeded',
];

/** One app, its browser and its user, and what can happen to them. */
export class Life {
  readonly history: History;
  readonly random: Random;
  readonly browser: Browser;
  /** The downloads that its user thinks of. */
  readonly ids: readonly string[];
  /** Whether an event is fired again that a killed worker has not ended: our engine does, browsers do not. */
  readonly #fires: boolean;
  readonly #delivering: Set<Ended> = new Set();
  #worker: Worker | undefined;
  #build = 0;
  #pages = 0;

  constructor(seed: number) {
    this.random = new Random(seed);
    this.browser = new Browser(this.random);
    this.history = new History(this.browser.wanted);
    this.#fires = this.random.chance(0.3);
    this.ids = this.random.chance(0.5) ? [this.random.pick(IDS)] : this.random.some(IDS, 0.6);
    if (this.ids.length === 0) this.ids = IDS;
    this.browser.network = (url) => answerFor(url, this.random);
    this.browser.database.onwrite = (store) => {
      if (store === 'downloads') this.history.watch(this.browser.database.rows('downloads'));
    };
    this.browser.onnews = (news) => {
      if (news.type === 'changed') this.history.hear(news.download);
    };
  }

  /** Opens a page, which takes over what others have left. */
  open(): Page {
    const page = new Page(`page-${++this.#pages}`, this.browser, () => this.living());
    void page.goOn();
    return page;
  }

  /** The worker that runs, started where none does. */
  living(): Worker {
    this.#worker ??= new Worker(this.browser, BUILDS[this.#build] as object);
    return this.#worker;
  }

  /** Kills the worker, if one runs. */
  kill(): void {
    this.#worker?.kill();
    this.#worker = undefined;
    if (this.#fires) this.browser.fetches.ended.push(...this.#delivering);
    this.#delivering.clear();
  }

  /** Puts another build, or the same once more, in the place of the app. */
  deploy(): void {
    this.kill();
    this.#build = this.random.below(BUILDS.length);
    this.history.story.push(`build ${this.#build}`);
  }

  /** The browser takes some of what is in the caches. */
  evict(): void {
    const { caches } = this.browser;
    for (const { cacheName, key } of this.random.some(caches.keys())) {
      this.history.story.push(`${key} evicted`);
      caches.stored.get(cacheName)?.delete(key);
    }
  }

  /** Storage is cleared, which ends the worker, too. */
  clear(): void {
    this.kill();
    this.browser.database.clear();
    this.browser.caches.stored.clear();
  }

  /** What runs vanishes, and its files are in the cache, put there by a strategy of the app's own. */
  replace({ id }: Start): void {
    const { fetches, database, caches } = this.browser;
    fetches.running.delete(id);
    const entry = this.history.entryOf(id);
    const cache = entry && caches.stored.get(entry.cacheName);
    for (const { download, set, key } of database.rows<FileRow>('files'))
      if (download === id && set === entry?.wanted) cache?.set(key, responseOf('right'));
  }

  /** Some of the files of a download, or those that it has failed for. */
  someUrls(id: string): string[] {
    const { database } = this.browser;
    const failed = database
      .rows<LedgerEntry>('downloads')
      .flatMap((row) => (row.id === id ? (row.failures ?? []) : []));
    if (failed.length > 0 && this.random.chance(0.5)) return failed.map(({ url }) => url);
    const files = database.rows<{ download: string; url: string }>('files');
    const urls = files.filter(({ download }) => download === id).map(({ url }) => url);
    return this.random.some(urls, 0.4);
  }

  /** Ends a background fetch, with what is right for the most part, or all of it. */
  finish(start: Start, share: number = this.random.pick([1, 1, 0.6])): void {
    const { random } = this;
    const outcomes = start.requests.map(() => (random.chance(share) ? 'right' : random.pick(OUTCOMES)));
    const isRight = outcomes.every((outcome) => outcome !== 'nothing' && outcome !== 'missing');
    const records = start.requests.map(({ url }, index): Ended['records'][number] => {
      const outcome = outcomes[index] ?? 'right';
      return [url, outcome === 'nothing' ? undefined : responseOf(outcome)];
    });
    const isSuccess = isRight && random.chance(share === 1 ? 1 : 0.8);
    // Browsers have no record of some requests.
    const given = share === 1 ? records : records.filter(() => random.chance(0.9));
    this.browser.fetches.end({
      id: start.id,
      type: isSuccess ? 'backgroundfetchsuccess' : 'backgroundfetchfail',
      failureReason: isSuccess ? '' : random.pick(REASONS),
      records: given,
    });
  }

  /** Fires the event of a background fetch that has ended. */
  async deliver(ended: Ended): Promise<void> {
    const { ended: waiting } = this.browser.fetches;
    waiting.splice(waiting.indexOf(ended), 1);
    const worker = this.living();
    this.#delivering.add(ended);
    await worker.dispatch(ended.type, this.browser.fetches.event(worker, ended, !this.#fires));
    if (!worker.isDead) this.#delivering.delete(ended);
  }
}
