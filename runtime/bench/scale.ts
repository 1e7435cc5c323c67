// What answers cost with few and with many stored downloads, in each browser: `list()`, `get()` and the first served file, against
// the same rows by bare IndexedDB and a bare message; and starting and storing one download of many files, against the browser's
// own Background Fetch and the handler that the specification's explainer gives. In turns.
import { launchBrowser } from '../../demo/test/support/launch-browser.ts';
import type { TestBrowser, TestPage } from '../../demo/test/support/test-browser.ts';
import type { Shelf } from './scale/shelf.ts';
import { serveSites } from './scale/site.ts';
import type {} from './scale-page.ts';
import { type Pair, summarise } from './support/pairs.ts';
import { type Row, report } from './support/result.ts';

const SHELVES: Shelf[] = [
  { downloads: 10, files: 1 },
  { downloads: 1_000, files: 1 },
  { downloads: 10_000, files: 1 },
  { downloads: 100, files: 500 },
];
/** Files of the download that is started and stored. */
const FILES = 5_000;
/** Files whose rows and bytes are written by one call. */
const PART = 5_000;
const BROWSERS = (['chromium', 'firefox'] as const).filter((name) =>
  name.includes(process.env.BENCH_BROWSER ?? ''),
);
/** Even, so that each begins as often as the other. */
const PAIRS = Number(process.env.BENCH_PAIRS ?? 6);
/** Where only some cases are asked for. */
const ONLY = new RegExp(process.env.BENCH_CASE ?? '');

/** A shelf, and where it stands. */
interface Site extends Shelf {
  url: string;
}

/** Two sides of a comparison, each of which gives milliseconds. */
type Sides = Record<keyof Pair, () => Promise<number>>;

class Comparison {
  readonly rows: Row[] = [];
  /** The sites whose shelves stand: filling one takes longer than most cases. */
  readonly #filled = new Set<Site>();
  readonly #browser: TestBrowser;
  readonly #page: TestPage;

  constructor(browser: TestBrowser, page: TestPage) {
    this.#browser = browser;
    this.#page = page;
  }

  async #fill(site: Site): Promise<void> {
    this.#filled.add(site);
    const size = Math.max(1, Math.floor(PART / site.files));
    for (const name of ['ours', 'other'] as const) {
      await this.#open(site, name);
      await this.#page.evaluate(() => bench.register());
      for (let from = 0; from < site.downloads; from += size) {
        const to = Math.min(from + size, site.downloads);
        await this.#page.evaluate((...part) => bench.fill(...part), site, from, to);
      }
    }
  }

  async list(site: Site): Promise<void> {
    const times = Math.max(1, Math.floor(200 / site.downloads));
    const turn = (name: keyof Pair) => async () => {
      await this.#open(site, name);
      return this.#page.evaluate((shelf, count) => bench.list(shelf, count), site, times);
    };
    await this.#compare(`list() of ${inWords(site)}`, { ours: turn('ours'), other: turn('other') });
  }

  async get(site: Site): Promise<void> {
    const turn = (name: keyof Pair) => async () => {
      await this.#open(site, name);
      return this.#page.evaluate((shelf) => bench.get(shelf, 100), site);
    };
    await this.#compare(`get() of ${inWords(site)}`, { ours: turn('ours'), other: turn('other') });
  }

  async served(site: Site, than: Site): Promise<void> {
    const turn = (where: Site, name: keyof Pair) => async () => {
      await this.#open(where, name);
      await this.#browser.stopServiceWorkers(this.#page);
      return this.#page.evaluate((shelf) => bench.served(shelf), where);
    };
    const label = `first file of ${inWords(site)}`;
    await this.#compare(label, { ours: turn(site, 'ours'), other: turn(site, 'other') });
    await this.#compare(`${label}, against ${inWords(than)}`, {
      ours: turn(site, 'ours'),
      other: turn(than, 'ours'),
    });
  }

  /** Two figures from each run. */
  async download(site: Site): Promise<void> {
    const starts: Partial<Pair> = {};
    const label = `of ${FILES.toLocaleString('en')} files`;
    const turn = (name: keyof Pair) => async () => {
      await this.#open(site, name);
      const { start, commit } = await this.#page.evaluate(
        (count) => bench.download('album/-1', count),
        FILES,
      );
      starts[name] = start;
      return commit;
    };
    const noted: Pair[] = [];
    await this.#compare(`storing a download ${label}`, { ours: turn('ours'), other: turn('other') }, () =>
      noted.push({ ...(starts as Pair) }),
    );
    if (noted.length > 0) this.#add(`starting a download ${label}`, noted);
  }

  /** The first run warms up and does not count. */
  async #compare(label: string, sides: Sides, counted: () => void = () => undefined): Promise<void> {
    if (!ONLY.test(label)) return;
    const pairs: Pair[] = [];
    for (let run = 0; run <= PAIRS; run++) {
      const pair: Pair = { ours: Number.NaN, other: Number.NaN };
      const order: (keyof Pair)[] = run % 2 === 0 ? ['ours', 'other'] : ['other', 'ours'];
      for (const name of order) pair[name] = await sides[name]();
      if (process.env.BENCH_VERBOSE) console.log(this.#browser.name, label, pair);
      if (run === 0) continue;
      pairs.push(pair);
      counted();
    }
    this.#add(label, pairs);
  }

  #add(label: string, pairs: Pair[]): void {
    this.rows.push({ case: `${this.#browser.name}, ${label}`, unit: 'ms', ...summarise(pairs) });
  }

  /** A document of its own for each turn, once what the last one has left behind is done. */
  async #open(site: Site, name: keyof Pair): Promise<void> {
    if (!this.#filled.has(site)) await this.#fill(site);
    await this.#page.goto(`${site.url}${name}/`);
    await this.#page.waitForFunction(() => 'bench' in globalThis);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function inWords({ downloads, files }: Shelf): string {
  const number = downloads.toLocaleString('en');
  return files === 1 ? `${number} downloads` : `${number} downloads of ${files} files`;
}

const servers = await serveSites(SHELVES.length);
const sites = SHELVES.map((shelf, index): Site => ({ ...shelf, url: servers[index]?.url ?? '' }));
const [few, , many] = sites;
const versions: Record<string, string> = { node: process.version };
const rows: Row[] = [];
for (const name of BROWSERS) {
  const browser = await launchBrowser(name);
  try {
    const comparison = new Comparison(browser, await browser.newPage());
    for (const site of sites) await comparison.list(site);
    for (const site of sites) await comparison.get(site);
    if (few && many) await comparison.served(many, few);
    if (few && name === 'chromium') await comparison.download(few);
    rows.push(...comparison.rows);
    versions[name] = await browser.version();
  } finally {
    await browser.close();
  }
}
for (const server of servers) server.close();
await report('scale', versions, rows);
