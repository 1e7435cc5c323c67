import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BackgroundFetchClient } from '../../../src/window/client/client.ts';
import { arrival, FakePage, snapshotOf, startOf } from '../../support/fake-page.ts';

const ID = 'episode/5';

/** A page in a browser that allows one start for each press; one has been used up. */
function pageOf(
  states: PermissionState[],
  fetch?: () => Promise<never>,
): FakePage & { press(type: string): void } {
  const answers = [[startOf(ID)]];
  const page = new FakePage(
    {
      wish: (message) => startOf((message as { id: string }).id),
      waiting: () => answers.shift() ?? [],
      started: (message) => snapshotOf((message as { id: string }).id),
    },
    fetch,
  );
  const window = new EventTarget();
  const query = async () => ({ state: states.length > 1 ? states.shift() : states[0] });
  Object.assign(page.globals.navigator as object, { permissions: { query } });
  Object.assign(page.globals, {
    addEventListener: window.addEventListener.bind(window),
    removeEventListener: window.removeEventListener.bind(window),
  });
  return Object.assign(page, { press: (type: string) => void window.dispatchEvent(new Event(type)) });
}

const countOf = (page: FakePage): number => page.asked.filter(({ type }) => type === 'waiting').length;

for (const type of ['click', 'keyup'])
  test(`what nobody has pressed for waits for a ${type}`, async () => {
    const page = pageOf(['prompt', 'granted']);
    await page.run(async () => {
      await new BackgroundFetchClient().list();
      await arrival();
      assert.is(countOf(page), 0);
      page.press(type);
      await sleep(400);
      await arrival();
      assert.is(countOf(page), 1);
      assert.equal(
        page.started.map(([id]) => id),
        [ID],
      );
    });
  });

test('a press that was for something else is not taken: it waits for the next one', async () => {
  const page = pageOf(['prompt', 'prompt', 'granted']);
  await page.run(async () => {
    await new BackgroundFetchClient().list();
    await arrival();
    page.press('click');
    page.press('keyup');
    await sleep(400);
    await arrival();
    assert.is(countOf(page), 0);
    page.press('click');
    await sleep(400);
    await arrival();
    assert.is(countOf(page), 1);
  });
});

test('where a start has been taken that nobody had pressed for, none waits for a press any more', async () => {
  const page = pageOf(['prompt']);
  const names = new Set<string>();
  page.globals.caches = {
    has: async (name: string) => names.has(name),
    open: async (name: string) => void names.add(name),
  };
  await page.run(async () => {
    await new BackgroundFetchClient().list();
    await arrival();
    assert.is(countOf(page), 0);
  });
  await page.run(async () => {
    // The browser has asked its user, who has allowed it.
    const client = new BackgroundFetchClient();
    await client.fetch('episode/6');
    await arrival();
    assert.equal([...names], ['workbox-background-fetch-allowed']);
    assert.is(countOf(page), 1);
  });
});

test('a start that was not permitted takes that back', async () => {
  const page = pageOf(['prompt'], async () => {
    throw new TypeError('This origin does not have permission to start a fetch.');
  });
  const names = new Set(['workbox-background-fetch-allowed']);
  page.globals.caches = {
    has: async (name: string) => names.has(name),
    delete: async (name: string) => names.delete(name),
  };
  await page.run(async () => {
    const error = await new BackgroundFetchClient().fetch('episode/6').catch((reason) => reason);
    assert.is(error.code, 'permission-denied');
    assert.equal([...names], []);
  });
});

for (const state of ['granted', 'denied'] as const)
  test(`where it is ${state}, nothing waits for a press`, async () => {
    const page = pageOf([state]);
    await page.run(async () => {
      await new BackgroundFetchClient().list();
      await arrival();
      assert.is(countOf(page), 1);
    });
  });

test.run();
