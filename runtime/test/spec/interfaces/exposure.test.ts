/** What the idlharness of web-platform-tests would ask. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { MemoryBackend } from '../../support/memory-backend.ts';
import { rejectsWith } from '../../support/rejects-with.ts';
import '../../support/service-worker-interfaces.ts';

const { installInterfaces } = await import('../../../src/spec/interfaces/install-interfaces.ts');
const { installServiceWorkerInterfaces } = await import(
  '../../../src/spec/interfaces/install-service-worker-interfaces.ts'
);

type Class = (new (...given: unknown[]) => object) & { prototype: object };

const backend = new MemoryBackend();
let connected = 0;
const connect = (): MemoryBackend => {
  connected += 1;
  return backend;
};
// A class of its own: the other tests of this process have theirs connected to other backends.
const { ServiceWorkerRegistration: Parent } = globalThis as unknown as Record<string, Class>;
class Registration extends (Parent as Class) {}
const scope = Object.assign(new EventTarget(), {
  ServiceWorkerRegistration: Registration,
  // What a browser's own might look like.
  BackgroundFetchManager: class {},
});
installServiceWorkerInterfaces(scope, connect);
const exposed = scope as object as Record<string, Class>;

interface Expected {
  parent: object;
  constructor: number | undefined;
  attributes: string[];
  /** Their arguments that are required. */
  operations: Record<string, number>;
}

const { ExtendableEvent } = globalThis as unknown as Record<string, Class>;
const INTERFACES: Record<string, Expected> = {
  BackgroundFetchManager: {
    parent: Function.prototype,
    constructor: undefined,
    attributes: [],
    operations: { fetch: 2, get: 1, getIds: 0 },
  },
  BackgroundFetchRegistration: {
    parent: EventTarget,
    constructor: undefined,
    attributes: [
      'id',
      'uploadTotal',
      'uploaded',
      'downloadTotal',
      'downloaded',
      'result',
      'failureReason',
      'recordsAvailable',
      'onprogress',
    ],
    operations: { abort: 0, match: 1, matchAll: 0 },
  },
  BackgroundFetchRecord: {
    parent: Function.prototype,
    constructor: undefined,
    attributes: ['request', 'responseReady'],
    operations: {},
  },
  BackgroundFetchEvent: {
    parent: ExtendableEvent as Class,
    constructor: 2,
    attributes: ['registration'],
    operations: {},
  },
  BackgroundFetchUpdateUIEvent: {
    parent: exposed.BackgroundFetchEvent as Class,
    constructor: 2,
    attributes: [],
    operations: { updateUI: 0 },
  },
};

for (const [name, expected] of Object.entries(INTERFACES)) {
  const type = exposed[name] as Class;
  const { prototype } = type;

  test(`${name}: the interface object`, () => {
    assert.equal(propertyOf(scope, name), { writable: true, enumerable: false, configurable: true });
    assert.is(Object.getPrototypeOf(type), expected.parent);
    assert.is(type.name, name);
    assert.is(type.length, expected.constructor ?? 0);
    assert.equal(propertyOf(type, 'prototype'), { writable: false, enumerable: false, configurable: false });
    assert.equal(propertyOf(type, 'name'), { writable: false, enumerable: false, configurable: true });
    assert.throws(
      () => new type(),
      (error: Error) =>
        error instanceof TypeError && (expected.constructor ? /./ : /Illegal/).test(error.message),
    );
    assert.throws(() => (type as unknown as () => void)(), TypeError);
    assert.throws(() => new (class extends type {})(), TypeError);
  });

  test(`${name}: the prototype`, () => {
    assert.is(
      Object.getPrototypeOf(prototype),
      (expected.parent as Partial<Class>).prototype ?? Object.prototype,
    );
    const tag = Object.getOwnPropertyDescriptor(prototype, Symbol.toStringTag);
    assert.equal(tag, { value: name, writable: false, enumerable: false, configurable: true });
    assert.equal(propertyOf(prototype, 'constructor'), {
      writable: true,
      enumerable: false,
      configurable: true,
    });
    const members = ['constructor', ...expected.attributes, ...Object.keys(expected.operations)];
    assert.equal(Object.getOwnPropertyNames(prototype).sort(), members.sort());
  });

  for (const attribute of expected.attributes) {
    test(`${name}: ${attribute}`, async () => {
      const { get, set, ...property } = descriptorOf(prototype, attribute);
      assert.equal(property, { enumerable: true, configurable: true });
      assert.is(get?.name, `get ${attribute}`);
      assert.is(get?.length, 0);
      assert.is(set?.name, attribute.startsWith('on') ? `set ${attribute}` : undefined);
      for (const wrong of [undefined, null, {}, prototype]) {
        if (attribute === 'responseReady')
          await rejectsWith(() => Reflect.apply(get as () => Promise<unknown>, wrong, []), 'TypeError');
        else assert.throws(() => Reflect.apply(get as () => unknown, wrong, []), TypeError);
        if (set) assert.throws(() => set.call(wrong, null), TypeError);
      }
    });
  }

  for (const [operation, length] of Object.entries(expected.operations)) {
    test(`${name}: ${operation}()`, async () => {
      const { value, ...property } = descriptorOf(prototype, operation);
      assert.equal(property, { writable: true, enumerable: true, configurable: true });
      assert.is(value.name, operation);
      assert.is(value.length, length);
      assert.throws(() => new value(), TypeError);
      for (const wrong of [undefined, null, {}, prototype]) {
        await rejectsWith(() => value.call(wrong, 'a', 'b'), 'TypeError');
      }
    });
  }
}

test('operations reject where arguments are missing', async () => {
  const manager = managerOf(createRegistration());
  for (const given of [[], ['id']]) await rejectsWith(() => manager.fetch(...given), 'TypeError', /2 arg/);
  await rejectsWith(() => manager.get(), 'TypeError', /1 arg/);
});

for (const name of ['success', 'fail', 'abort', 'click']) {
  test(`onbackgroundfetch${name} is on the global itself`, () => {
    const attribute = `onbackgroundfetch${name}`;
    const { get, set, ...property } = descriptorOf(scope, attribute);
    assert.equal(property, { enumerable: true, configurable: true });
    assert.is(get?.name, `get ${attribute}`);
    assert.is(set?.name, `set ${attribute}`);
    assert.is(get?.call(undefined), null);
    assert.throws(() => get?.call({}), TypeError);
    assert.throws(() => set?.call({}, null), TypeError);
    const log: unknown[] = [];
    const handler = (event: Event): number => log.push(event.type);
    set?.call(undefined, handler);
    assert.is(get?.call(scope), handler);
    scope.dispatchEvent(new Event(`backgroundfetch${name}`));
    assert.equal(log, [`backgroundfetch${name}`]);
  });
}

test('backgroundFetch: one manager per registration, connected when it is used', async () => {
  const { get, set, ...property } = descriptorOf(Registration.prototype, 'backgroundFetch');
  assert.equal(property, { enumerable: true, configurable: true });
  assert.is(get?.name, 'get backgroundFetch');
  assert.is(set, undefined);
  for (const wrong of [undefined, {}, Registration.prototype]) {
    assert.throws(() => Reflect.apply(get as () => unknown, wrong, []), TypeError);
  }
  const [one, other] = [createRegistration(), createRegistration()];
  const before = connected;
  assert.is(managerOf(one), managerOf(one));
  assert.is.not(managerOf(one), managerOf(other));
  assert.is(Object.prototype.toString.call(managerOf(one)), '[object BackgroundFetchManager]');
  assert.is(connected, before);
  assert.equal(await managerOf(one).getIds(), []);
  assert.ok(connected > before);
});

test('installing again changes nothing', () => {
  const registration = createRegistration();
  const manager = managerOf(registration);
  const before = Object.getOwnPropertyDescriptors(scope);
  installServiceWorkerInterfaces(scope, () => new MemoryBackend());
  assert.is(installInterfaces(scope, connect), false);
  assert.is(managerOf(registration), manager);
  assert.equal(Object.keys(Object.getOwnPropertyDescriptors(scope)), Object.keys(before));
  assert.is(exposed.BackgroundFetchEvent, before.BackgroundFetchEvent?.value);
});

test('a window has no events, a scope without registrations no attribute', () => {
  const window: Record<string, unknown> = {};
  assert.is(installInterfaces(window, connect), true);
  assert.equal(Object.getOwnPropertyNames(window).sort(), [
    'BackgroundFetchManager',
    'BackgroundFetchRecord',
    'BackgroundFetchRegistration',
  ]);
});

function createRegistration(): ServiceWorkerRegistration {
  return new Registration('https://app.example/') as unknown as ServiceWorkerRegistration;
}

type Operations = Record<'fetch' | 'get' | 'getIds', (...given: unknown[]) => Promise<unknown>>;

function managerOf(registration: ServiceWorkerRegistration): Operations {
  return (registration as unknown as { backgroundFetch: Operations }).backgroundFetch;
}

interface Descriptor {
  get?(): Promise<unknown>;
  set?(value: unknown): void;
  value: (new () => unknown) & ((...given: unknown[]) => Promise<unknown>);
}

function descriptorOf(object: object, name: string): Descriptor {
  const descriptor = Object.getOwnPropertyDescriptor(object, name);
  assert.ok(descriptor, name);
  return descriptor as unknown as Descriptor;
}

function propertyOf(object: object, name: string): object {
  const { value: _value, ...property } = descriptorOf(object, name);
  return property;
}

test.run();
