import type { Start } from '../../src/shared/protocol.ts';
import type { LedgerEntry } from '../../src/store/schema.ts';
import { isPaused } from '../../src/sw/ledger/is-paused.ts';
import { wishFor } from './app.ts';
import { describe } from './fetches.ts';
import type { Life } from './life.ts';
import type { Page } from './page.ts';

/** Something that can happen. */
export interface Step {
  weight: number;
  name: string;
  /** What is to be waited for before anything else happens, or nothing. */
  take: () => Promise<unknown> | undefined;
}

/** Why browsers refuse a start. */
const CODES = ['permission-denied', 'too-many-downloads', 'start-refused'];

/** What can happen now. */
export function stepsOf(life: Life): Step[] {
  const { random, browser } = life;
  const { pages, fetches, turns } = browser;
  const steps: Step[] = [];
  const add = (weight: number, name: string, take: () => unknown): void => {
    steps.push({ weight, name, take: () => void take() });
  };
  add(1, 'worker killed', () => life.kill());
  add(1, 'cache evicted', () => life.evict());
  add(0.5, 'storage cleared', () => life.clear());
  add(1, 'clock set', () => {
    turns.now += (random.next() - 0.5) * 1e5;
  });
  if (pages.size < 3) add(pages.size === 0 ? 50 : 3, 'page opened', () => life.open());
  if (random.chance(0.2)) add(2, 'new build', () => life.deploy());
  for (const page of pages) {
    add(1, `${page.id} closed`, () => page.close());
    add(2, `${page.id} asks what waits`, () => page.goOn());
    add(1, `${page.id} asks for one that waits`, () => page.goOn(1));
    const together = life.ids.filter((id) => id.startsWith('again/'));
    if (together.length > 1) add(8, `${page.id} wishes ${together}`, () => page.wishAll(together));
    add(1, `${page.id} pauses all`, () => page.pause());
    add(1, `${page.id} resumes all`, () => page.resume(life.ids));
    for (const id of life.ids) {
      add(6, `${page.id} wishes ${id}`, () => page.wish(id, wishFor(id, random)));
      add(1, `${page.id} aborts ${id}`, () => page.abort(id));
      add(2, `${page.id} pauses ${id}`, () => page.pause([id]));
      add(1, `${page.id} resumes ${id}`, () => page.resume([id]));
      const to = random.pick(['first', 'last', { before: random.pick(life.ids) }] as const);
      add(1, `${page.id} moves ${id} ${JSON.stringify(to)}`, () => page.ask({ type: 'move', id, to }));
      add(1, `${page.id} removes ${id}`, () => page.remove(id));
      add(1, `${page.id} removes files of ${id}`, () =>
        page.ask({ type: 'remove', id, urls: life.someUrls(id) }),
      );
      add(1, `${page.id} updates ${id}`, () =>
        page.ask({ type: 'update', id, change: { title: 'Another' } }),
      );
      add(1, `${page.id} gets ${id}`, () => page.ask({ type: 'get', id }));
    }
    for (const start of page.starts()) {
      add(12, `${page.id} starts ${start.id}`, () => page.take(start));
      const code = random.pick(CODES);
      add(2, `${page.id} is refused ${start.id}: ${code}`, () => page.refuse(start, code));
      const name = `${page.id} is refused ${start.id}, and nothing else happens`;
      steps.push({ weight: 2, name, take: () => refuse(life, page, start) });
    }
  }
  for (const start of fetches.running.values()) {
    add(8, `${start.id} ends`, () => life.finish(start));
    add(1, `${start.id} aborted by the user`, () => fetches.abort(start.id));
    add(1, `${start.id} vanishes`, () => fetches.running.delete(start.id));
    add(0.5, `${start.id} vanishes, and the app has stored its files`, () => life.replace(start));
  }
  for (const ended of fetches.ended)
    add(16, `event of ${ended.id}: ${describe(ended)}`, () => life.deliver(ended));
  return steps;
}

/** What waits is what it was before it was asked for. */
async function refuse(life: Life, page: Page, start: Start): Promise<void> {
  const { history } = life;
  const { turns } = life.browser;
  await turns.pass();
  const waits = history.entryOf(start.id)?.state === 'waiting';
  // What has failed and is asked for again is what it was when it failed.
  const now = history.entryOf(start.id);
  const began = history.before.get(start.id);
  // What was paused while it ran is not lost by it, and what is paused stays so.
  const before = isPaused(now) ? now : now?.retry || began?.state === 'downloading' ? now?.before : began;
  void page.refuse(start);
  await turns.pass();
  const after = history.entryOf(start.id);
  if (waits && essence(before) !== essence(after))
    history.fail(`${start.id} was ${essence(before)}, and is after a refusal ${essence(after)}`);
}

/** What of a row no page may change while it waits. */
function essence(entry: LedgerEntry | undefined): string {
  if (!entry) return 'nothing';
  const { state, failureReason, wanted, complete, createdAt, cacheName } = entry;
  return JSON.stringify({ state, failureReason, wanted, complete, createdAt, cacheName });
}
