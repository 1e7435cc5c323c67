import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { activeRegistration } from '../../../src/window/worker/active-registration.ts';
import { withGlobals } from '../../support/page-globals.ts';
import { type End, untilSettled } from '../../support/until-settled.ts';

interface Registration {
  active?: object;
  waiting?: object;
  installing?: object;
}

const never = new Promise<never>(() => undefined);

const active: Registration = { active: {} };

interface Container {
  getRegistration(): Promise<Registration | undefined>;
  getRegistrations?(): Promise<{ scope: string }[]>;
  ready: Promise<Registration>;
}

const none: Container = { getRegistration: async () => undefined, ready: never };

function find(container: Container, given?: Promise<unknown>): Promise<End> {
  return withGlobals({ navigator: { serviceWorker: container } }, () =>
    untilSettled(() => activeRegistration(given as Promise<ServiceWorkerRegistration> | undefined)),
  );
}

/** As much of a worker as a page sees of its installation: a state after the other, a second apart. */
class Worker extends EventTarget {
  state: ServiceWorkerState = 'installing';

  become(registration: Registration, ...states: ServiceWorkerState[]): void {
    const [state, ...later] = states;
    if (!state) return;
    setTimeout(() => {
      this.state = state;
      registration.installing = registration.waiting = registration.active = undefined;
      if (state === 'installed') registration.waiting = this;
      if (state === 'activating' || state === 'activated') registration.active = this;
      this.dispatchEvent(new Event('statechange'));
      this.become(registration, ...later);
    }, 1_000);
  }
}

/** A page in the middle of an installation. */
function installing(place: 'installing' | 'waiting', ...states: ServiceWorkerState[]): Container {
  const worker = new Worker();
  const registration: Registration = { [place]: worker };
  return {
    ready: never,
    async getRegistration() {
      worker.become(registration, ...states);
      return registration;
    },
  };
}

const failure = (reason: string): End => ({ code: 'no-service-worker', details: { reason } });

const CASES: [name: string, container: Container, given: Promise<unknown> | undefined, end: End][] = [
  ['one that is active', { ...none, getRegistration: async () => active }, undefined, { value: active }],
  ['one that is registered later', { ...none, ready: Promise.resolve(active) }, undefined, { value: active }],
  ['none', none, undefined, failure('not registered')],
  [
    'one of another folder',
    { ...none, getRegistrations: async () => [{ scope: 'https://a/workers/' }] },
    undefined,
    failure('registered for https://a/workers/ alone'),
  ],
  [
    'a browser that does not answer',
    { getRegistration: () => never, getRegistrations: () => never, ready: never },
    undefined,
    failure('not registered'),
  ],
  [
    'a browser that refuses to say',
    { ...none, getRegistration: () => Promise.reject(new DOMException('No.', 'SecurityError')) },
    undefined,
    failure('SecurityError: No.'),
  ],
  ['one that the app gives', none, Promise.resolve(active), { value: active }],
  [
    'one that the app gives as undefined',
    { ...none, ready: Promise.resolve(active) },
    Promise.resolve(undefined),
    { value: active },
  ],
  ['one that the app promises and never gives', none, never, failure('not given')],
  [
    'one whose registration fails',
    none,
    Promise.reject(new TypeError('A bad HTTP response code (404)')),
    failure('TypeError: A bad HTTP response code (404)'),
  ],
  ['one that was unregistered', none, Promise.resolve({}), failure('not installed')],
  ['one whose installation never ends', installing('installing'), undefined, failure('still installing')],
  [
    'one whose installation fails',
    installing('installing', 'redundant'),
    undefined,
    failure('not installed'),
  ],
];

for (const [name, container, given, end] of CASES) {
  given?.catch(() => undefined);
  test(`${name}: ${'value' in end ? 'given' : end.code}`, async () => {
    assert.equal(await find(container, given), end);
  });
}

for (const place of ['installing', 'waiting'] as const) {
  test(`one that is ${place} is waited for`, async () => {
    const end = await find(installing(place, 'installed', 'activating', 'activated'));
    const { active: worker, ...others } = (end as { value: Registration }).value;
    assert.instance(worker, Worker);
    assert.equal(others, { installing: undefined, waiting: undefined, [place]: undefined });
  });
}

test.run();
