import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { activeRegistration } from '../../../src/window/worker/active-registration.ts';
import { withGlobals } from '../../support/page-globals.ts';
import { type End, untilSettled } from '../../support/until-settled.ts';

const HREF = 'https://app.example/shelf';

class Worker extends EventTarget {
  state: ServiceWorkerState;

  constructor(state: ServiceWorkerState) {
    super();
    this.state = state;
  }

  become(...states: ServiceWorkerState[]): this {
    for (const state of states)
      setTimeout(() => {
        this.state = state;
        this.dispatchEvent(new Event('statechange'));
      }, 1_000);
    return this;
  }
}

type Registration = Partial<Record<'active' | 'waiting' | 'installing', Worker>>;

const never = new Promise<never>(() => undefined);

const active: Registration = { active: new Worker('activated') };

interface Container {
  getRegistration(): Promise<Registration | undefined>;
  ready: Promise<Registration>;
}

const none: Container = { getRegistration: async () => undefined, ready: never };

function find(container: Container, given?: Promise<unknown>): Promise<End> {
  return withGlobals({ navigator: { serviceWorker: container }, location: new URL(HREF) }, () =>
    untilSettled(() => activeRegistration(given as Promise<ServiceWorkerRegistration> | undefined)),
  );
}

function installing(make: () => Worker): Container {
  return { getRegistration: async () => ({ installing: make() }), ready: never };
}

const failure = (reason: string): End => ({ code: 'no-service-worker', details: { reason } });

const CASES: [name: string, container: Container, given: Promise<unknown> | undefined, end: End][] = [
  ['one that is active', { ...none, getRegistration: async () => active }, undefined, { value: active }],
  ['one that is registered later', { ...none, ready: Promise.resolve(active) }, undefined, { value: active }],
  ['none', none, undefined, failure(`none has been registered for ${HREF}, or its installation has failed`)],
  [
    'a browser that does not answer',
    { getRegistration: () => never, ready: never },
    undefined,
    failure(`none has been registered for ${HREF}, or its installation has failed`),
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
  [
    'one that the app promises and never gives',
    none,
    never,
    failure('the registration that the client was given has not come'),
  ],
  [
    'one whose registration fails',
    none,
    Promise.reject(new TypeError('A bad HTTP response code (404)')),
    failure('TypeError: A bad HTTP response code (404)'),
  ],
  ['one that was unregistered', none, Promise.resolve({}), failure('it has been unregistered')],
  [
    'one whose installation never ends',
    installing(() => new Worker('installing')),
    undefined,
    failure('its installation has not ended after 60 s'),
  ],
  [
    'one whose installation fails',
    installing(() => new Worker('installing').become('redundant')),
    undefined,
    failure('its installation has failed'),
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
    const registration: Registration = {};
    const container: Container = {
      ready: never,
      async getRegistration() {
        registration[place] = new Worker('installing').become('installed', 'activating');
        return registration;
      },
    };
    assert.is(((await find(container)) as { value: unknown }).value, registration);
  });
}

test.run();
