import { setTimeout as sleep } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { Random } from '../../../../runtime/test/model/random.ts';
import type { RouteApp } from '../route-app/app.ts';
import { cachedSizes, digestOf, list, openRows, press, removeAll, type Seen } from './page.ts';
import { chaosRoutes } from './routes.ts';
import { type Wished, wishesOf } from './wishes.ts';

/** What may happen to an app. */
interface Blow {
  name: string;
  strike(app: RouteApp, random: Random): Promise<void>;
}

const RELOAD: Blow = {
  name: 'reload',
  async strike({ page }) {
    await page.reload();
    await page.waitForFunction(() => 'downloads' in self);
  },
};

const CLOSE: Blow = {
  name: 'the page is closed, and another is opened',
  async strike(app, random) {
    const other = await app.open();
    await app.page.close();
    app.page = other;
    await sleep(random.below(500));
  },
};

const STOP: Blow = {
  name: 'the worker is stopped',
  async strike({ browser, page }) {
    await Promise.race([browser.stopServiceWorkers(page), sleep(30_000, undefined, { ref: false })]);
  },
};

const KILL: Blow = {
  name: 'the browser is killed',
  async strike(app) {
    await app.browser.kill();
    await app.relaunch();
  },
};

/** More than any disk has: Firefox counts what it stores wrong when it was killed, and refuses all then until it is started again. */
const NOBODY_HAS = 2 ** 60;

async function startAgainIfWrong(app: RouteApp, story: string[]): Promise<void> {
  const usage = await app.page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  if (usage < NOBODY_HAS) return;
  story.push(`the browser says that ${usage} bytes are used, and is started again`);
  await KILL.strike(app, new Random(0));
}

/** Bytes. */
const PLENTY = 1e11;

const AWAY: Blow = {
  name: 'the server is away',
  async strike({ server }, random) {
    await server.stop();
    await sleep(random.below(3000));
    await server.restart();
  },
};

const DEPLOY: Blow = {
  name: 'another build is deployed',
  async strike(app, random) {
    await app.rebuild({ routes: chaosRoutes(random.below(1000)) });
    await app.page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    await sleep(random.below(1000));
  },
};

const FULL: Blow = {
  name: 'the disk is full for a while',
  async strike({ browser, page }, random) {
    const usage = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    await browser.setQuota?.(page, usage + random.below(300_000));
    await sleep(random.below(2000));
    await browser.setQuota?.(page, PLENTY);
  },
};

/** What a round may be made of. */
export interface Chaos {
  /** Whether the browser keeps its data when it is killed, and may be. */
  canKill: boolean;
  /** Milliseconds from the last blow until everything is stored. */
  patience: number;
}

/**
 * Presses some buttons, lets blows fall, and then only waits, with a page open: everything has to be stored, as it is on the server; nothing
 * that was stored may be fetched again; and when all of it is removed, nothing may be left.
 *
 * @throws Error that tells what has happened.
 */
export async function playRound(app: RouteApp, seed: number, { canKill, patience }: Chaos): Promise<void> {
  const random = new Random(seed);
  const story: string[] = [];
  const { server } = app;
  const isOne = seed % 2 === 0;
  const wishes = wishesOf(random, seed, server, true);
  const began = server.requests.length;
  /** How many requests there had been when a file was first seen in the cache. */
  const storedAt = new Map<string, number>();
  const wanted = Object.fromEntries(
    wishes.flatMap(({ files }) => files.map(({ url, size }) => [`/${url}`, size])),
  );
  const look = async (): Promise<void> => {
    const count = server.requests.length;
    // What has another size is taken out again.
    for (const [path, size] of Object.entries(await cachedSizes(app.page)))
      if (size === wanted[path] && !storedAt.has(path)) storedAt.set(path, count);
  };
  try {
    if (isOne) story.push('one press for all');
    story.push(wishes.map(({ id, files }) => `${id}: ${files.map(({ size }) => size)}`).join('; '));
    if (canKill) await startAgainIfWrong(app, story);
    await press(app.page, wishes, isOne);
    const blows = [RELOAD, CLOSE, STOP, AWAY, DEPLOY];
    if (canKill) blows.push(KILL);
    if (app.browser.setQuota) blows.push(FULL);
    for (let count = random.below(4); count > 0; count--) {
      await sleep(random.below(1500));
      await look();
      const blow = random.pick(blows);
      story.push(blow.name);
      await blow.strike(app, random);
      if (canKill) await startAgainIfWrong(app, story);
    }
    server.heal();
    await untilStored(app, wishes, patience, story);
    for (const { files } of wishes)
      for (const { url, digest } of files) assert.is(await digestOf(app.page, url), digest, url);
    for (const [path, count] of storedAt) {
      const again = server.requests.slice(count).filter(({ pathname }) => pathname === path);
      assert.is(again.length, 0, `${path} was stored, and is asked for again`);
    }
    assert.is(await openRows(app), 0, 'something is noted as under way');
    assert.equal(await cachedSizes(app.page), wanted, 'the cache has other files');
    await removeAll(app.page);
    assert.equal(await cachedSizes(app.page), {}, 'files are left');
    assert.equal(await list(app.page), [], 'downloads are left');
  } catch (error) {
    const requests = server.requests
      .slice(began)
      .map(({ pathname, status, sent }) => `${pathname} ${status} ${sent}`);
    await removeAll(app.page).catch(() => undefined);
    throw new Error(`CHAOS=${seed}: ${(error as Error).message}\n${[...story, ...requests].join('\n')}`);
  }
}

/** An app that shows its downloads, and nobody who presses anything. */
async function untilStored(
  app: RouteApp,
  wishes: readonly Wished[],
  patience: number,
  story: string[],
): Promise<void> {
  const limit = performance.now() + patience;
  let before = '';
  for (;;) {
    const seen = await list(app.page);
    const told = seen.map(({ id, state, failureReason }) => `${id} ${state} ${failureReason}`).join(', ');
    if (told !== before) story.push(told);
    before = told;
    const states = new Map(seen.map((one: Seen) => [one.id, one.state]));
    if (wishes.every(({ id }) => states.get(id) === 'stored')) return;
    assert.ok(performance.now() < limit, `not stored: ${JSON.stringify(seen)}`);
    await sleep(250);
  }
}
