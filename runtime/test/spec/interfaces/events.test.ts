import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type {
  BackgroundFetchRegistration,
  BackgroundFetchUIOptions,
} from '../../../src/shared/background-fetch.ts';
import type { BackgroundFetchUpdateUIEvent as UpdateUIEvent } from '../../../src/shared/background-fetch-events.ts';
import { deferred } from '../../../src/shared/deferred.ts';
import type { FunctionalEventName } from '../../../src/spec/algorithms/fire-a-functional-event.ts';
import { connectedManager } from '../../support/connected-manager.ts';
import { rejectsWith } from '../../support/rejects-with.ts';

const { fireFunctionalEvent } = await import('../../../src/spec/algorithms/fire-a-functional-event.ts');
const { BackgroundFetchEvent } = await import('../../../src/spec/interfaces/background-fetch-event.ts');
const { BackgroundFetchUpdateUIEvent } = await import(
  '../../../src/spec/interfaces/background-fetch-update-ui-event.ts'
);

type Constructor = new (...given: unknown[]) => Event & { registration: unknown };

const URL_ = 'https://app.example/a.mp3';
const { manager, backend } = connectedManager();
const registration: BackgroundFetchRegistration = await manager.fetch('id', URL_);
const fetch = [...backend.fetches.values()][0];

/** An event as the app's handler sees it. */
type Fired = Event & UpdateUIEvent & { waitUntil(promise?: unknown): void };

async function fire(
  type: FunctionalEventName,
  handle: (event: Fired) => void,
): Promise<{ changes: BackgroundFetchUIOptions[] }> {
  const target = new EventTarget();
  const changes: BackgroundFetchUIOptions[] = [];
  target.addEventListener(type, (event) => handle(event as unknown as Fired));
  assert.ok(fetch);
  const updateUI = async (change: BackgroundFetchUIOptions): Promise<void> => void changes.push(change);
  await fireFunctionalEvent(type, { target, backend, fetch, updateUI });
  return { changes };
}

for (const type of [BackgroundFetchEvent, BackgroundFetchUpdateUIEvent] as unknown as Constructor[]) {
  test(`${type.name}: the constructor`, async () => {
    const event = new type('a', { registration, cancelable: true });
    assert.equal([event.type, event.cancelable, event.bubbles], ['a', true, false]);
    assert.is(event.registration, registration);
    assert.instance(event, BackgroundFetchEvent);
    assert.not.ok(Object.getOwnPropertyNames(event).includes('waitUntil'));
    for (const init of [[], ['a'], ['a', undefined], ['a', null], ['a', {}], ['a', 1]]) {
      assert.throws(() => new type(...init), TypeError);
    }
    for (const wrong of [null, {}, 1, Object.create(registration), Object.getPrototypeOf(registration)]) {
      assert.throws(() => new type('a', { registration: wrong }), TypeError);
    }
  });
}

const TYPES: [type: FunctionalEventName, hasUI: boolean][] = [
  ['backgroundfetchsuccess', true],
  ['backgroundfetchfail', true],
  ['backgroundfetchabort', false],
  ['backgroundfetchclick', false],
];

for (const [type, hasUI] of TYPES) {
  test(`${type}: its interface, and the one registration object`, async () => {
    let seen: Fired | undefined;
    await fire(type, (event) => {
      seen = event;
    });
    assert.instance(seen, hasUI ? BackgroundFetchUpdateUIEvent : BackgroundFetchEvent);
    assert.is(seen instanceof BackgroundFetchUpdateUIEvent, hasUI);
    assert.is(seen?.type, type);
    assert.is(seen?.registration, registration);
    assert.not.ok(Object.keys(seen ?? {}).includes('waitUntil'));
  });
}

test('it is active until all that it waits for has settled, what is added later included', async () => {
  const first = deferred<void>();
  const second = deferred<void>();
  let isOver = false;
  const over = fire('backgroundfetchsuccess', (event) => {
    event.waitUntil('no promise');
    event.waitUntil(Promise.reject(new Error('a handler that fails')));
    event.waitUntil(first.promise);
    // A reaction to the last of them still comes in time.
    first.promise.then(() => event.waitUntil(second.promise));
  }).then(() => {
    isOver = true;
  });
  for (const one of [first, second]) {
    await sleep(5);
    assert.is(isOver, false);
    one.resolve();
  }
  await over;
});

test('a handler that throws does not keep it active', async () => {
  const raised: unknown[] = [];
  const listener = (error: unknown): void => void raised.push(error);
  process.once('uncaughtException', listener);
  await fire('backgroundfetchsuccess', () => {
    throw new Error('a handler that throws');
  });
  await sleep(1);
  assert.is(raised.length, 1);
});

test('waitUntil() after that throws', async () => {
  let late: Fired | undefined;
  await fire('backgroundfetchclick', (event) => {
    late = event;
  });
  assert.throws(
    () => late?.waitUntil(Promise.resolve()),
    (error: DOMException) => error.name === 'InvalidStateError',
  );
});

const UPDATES: [name: string, options: unknown, expected: object][] = [
  ['nothing', undefined, {}],
  ['a title', { title: 1 }, { title: '1' }],
  ['an empty title', { title: '' }, { title: '' }],
  ['icons', { icons: [{ src: URL_ }, { src: 'https://' }] }, { icons: [{ src: URL_ }] }],
];

for (const [name, options, expected] of UPDATES) {
  test(`updateUI: ${name}`, async () => {
    const { changes } = await fire('backgroundfetchfail', (event) =>
      event.waitUntil(event.updateUI(options as object).then((value) => assert.is(value, undefined))),
    );
    assert.equal(changes, [expected]);
  });
}

test('updateUI: once only, while the event is active, and only for an event of the engine', async () => {
  let late: Fired | undefined;
  const { changes } = await fire('backgroundfetchsuccess', (event) => {
    late = event;
    // Arguments that are wrong do not count.
    event.waitUntil(rejectsWith(() => event.updateUI('title' as unknown as object), 'TypeError'));
    event.waitUntil(event.updateUI({ title: 'a' }));
    event.waitUntil(rejectsWith(() => event.updateUI({ title: 'b' }), 'InvalidStateError'));
  });
  assert.equal(changes, [{ title: 'a' }]);
  await fire('backgroundfetchsuccess', (event) => {
    late = event;
  });
  await rejectsWith(async () => late?.updateUI(), 'InvalidStateError');
  const Type = BackgroundFetchUpdateUIEvent as unknown as Constructor;
  const own = new Type('backgroundfetchsuccess', { registration }) as unknown as Fired;
  await rejectsWith(() => own.updateUI(), 'InvalidStateError');
});

test.run();
