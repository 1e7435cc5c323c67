import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Answers, META } from '../../../src/shared/protocol.ts';
import { ask } from '../../../src/window/worker/worker-link.ts';
import { snapshotOf } from '../../support/fake-page.ts';
import { type End, untilSettled } from '../../support/until-settled.ts';

const URL = 'https://app.example/sw.js';

const SNAPSHOT = snapshotOf('episode/5', { state: 'stored', downloaded: 1, downloadTotal: 1 });

type Answer = (port: MessagePort, worker: Worker, message: { meta: string; type: string }) => void;

/** As much of a service worker as a page sees: messages cross on real ports. */
class Worker extends EventTarget {
  state: ServiceWorkerState = 'activated';
  readonly asked: string[] = [];
  readonly answer: Answer;
  readonly scriptURL: string;

  constructor(answer: Answer, scriptURL: string = URL) {
    super();
    this.answer = answer;
    this.scriptURL = scriptURL;
  }

  postMessage(message: { meta: string; type: string }, [port]: [MessagePort]): void {
    this.asked.push(message.type);
    this.answer(port, this, message);
  }

  retire(): void {
    this.state = 'redundant';
    this.dispatchEvent(new Event('statechange'));
  }
}

interface Registration {
  active: Worker | null;
  waiting: Worker | null;
  installing: Worker | null;
}

function registrationOf(active: Worker | null, others: Partial<Registration> = {}): Registration {
  return { active, waiting: null, installing: null, ...others };
}

function askList(registration: Registration): Promise<End> {
  return untilSettled(() => ask(registration as unknown as ServiceWorkerRegistration, { type: 'list' }));
}

/** Answers, and lets the process end. */
function reply(...data: unknown[]): Answer {
  return (port) => {
    for (const each of data) port.postMessage(each);
    port.close();
  };
}

const silent: Answer = (port) => port.close();
const good: Answer = reply({ ok: true, value: [SNAPSHOT] });

const GARBAGE: [name: string, data: unknown, received: string][] = [
  ['null', null, 'null'],
  ['text', 'pong', '"pong"'],
  ['a number', 42, '42'],
  ['true', true, 'true'],
  ['an empty object', {}, '{}'],
  ["another library's error", { error: 'unknown message' }, '{"error":"unknown message"}'],
  ['an answer without a value', { ok: true }, '{"ok":true}'],
  ['an error without a code', { ok: false }, '{"ok":false}'],
  ['an error that is text', { ok: false, error: 'x' }, '{"ok":false,"error":"x"}'],
  ['a circle', circle(), '[object Object]'],
  ['a bigint', 5n, '5'],
];

for (const [name, data, received] of GARBAGE) {
  test(`a worker that answers with ${name}: no-answer`, async () => {
    assert.equal(await askList(registrationOf(new Worker(reply(data)))), {
      code: 'no-answer',
      details: { scriptURL: URL, received, next: undefined },
    });
  });

  test(`an app's own listener that answers with ${name} before ours does not matter`, async () => {
    const worker = new Worker(reply(data, { ok: true, value: [SNAPSHOT] }));
    assert.equal(await askList(registrationOf(worker)), { value: [SNAPSHOT] });
  });
}

test('a worker that has no room to write: quota-exceeded', async () => {
  const reason = 'QuotaExceededError: The current transaction exceeded its quota limitations.';
  const worker = new Worker(reply({ ok: false, error: ['unexpected', { reason }] }));
  assert.equal(await askList(registrationOf(worker)), {
    code: 'quota-exceeded',
    details: { id: '', downloadTotal: 0, available: 0, missing: 0 },
  });
});

test('a worker that is silent is asked twice', async () => {
  const worker = new Worker(silent);
  assert.equal(await askList(registrationOf(worker)), {
    code: 'no-answer',
    details: { scriptURL: URL, received: undefined, next: undefined },
  });
  assert.equal(worker.asked, ['list', 'list']);
});

for (const place of ['installing', 'waiting'] as const) {
  test(`a silent worker, and another ${place}: the error tells of it`, async () => {
    const next = new Worker(good, 'https://app.example/sw.js?2');
    next.state = place === 'waiting' ? 'installed' : 'installing';
    assert.equal(await askList(registrationOf(new Worker(silent), { [place]: next })), {
      code: 'no-answer',
      details: {
        scriptURL: URL,
        received: undefined,
        next: { scriptURL: next.scriptURL, state: next.state },
      },
    });
  });
}

test('a worker that is killed before it answers is asked again', async () => {
  let killed = 0;
  const worker = new Worker((port, self, message) =>
    killed++ === 0 ? silent(port, self, message) : good(port, self, message),
  );
  assert.equal(await askList(registrationOf(worker)), { value: [SNAPSHOT] });
});

test('one that is replaced before it answers: the next one is asked', async () => {
  const registration = registrationOf(null);
  registration.active = new Worker((port, self) => {
    port.close();
    registration.active = new Worker(good, 'https://app.example/sw.js?2');
    self.retire();
  });
  assert.equal(await askList(registration), { value: [SNAPSHOT] });
});

test('one that is replaced, and the registration says so a moment later only', async () => {
  const registration = registrationOf(null);
  registration.active = new Worker((port, self) => {
    port.close();
    self.retire();
    setTimeout(() => {
      registration.active = new Worker(good, 'https://app.example/sw.js?2');
    }, 500);
  });
  assert.equal(await askList(registration), { value: [SNAPSHOT] });
});

test('ten in a row that are replaced before they answer', async () => {
  const registration = registrationOf(null);
  let count = 0;
  const next = (): Worker =>
    new Worker((port, self, message) => {
      if (count++ === 10) return good(port, self, message);
      port.close();
      registration.active = next();
      self.retire();
    });
  registration.active = next();
  assert.equal(await askList(registration), { value: [SNAPSHOT] });
});

test('one that is unregistered before it answers', async () => {
  const registration = registrationOf(null);
  registration.active = new Worker((port, self) => {
    port.close();
    registration.active = null;
    self.retire();
  });
  assert.equal(await askList(registration), {
    code: 'no-service-worker',
    details: { reason: 'unregistered' },
  });
});

test('one that is redundant, and still said to be active', async () => {
  const worker = new Worker(silent);
  worker.state = 'redundant';
  assert.equal(await askList(registrationOf(worker)), {
    code: 'no-answer',
    details: { scriptURL: URL, received: undefined, next: undefined },
  });
});

test('no active worker at all', async () => {
  assert.equal(await askList(registrationOf(null)), {
    code: 'no-service-worker',
    details: { reason: 'unregistered' },
  });
});

test('an error of the worker is thrown as it is, with a code that this page does not know, too', async () => {
  for (const code of ['unknown-id', 'from-a-later-version']) {
    const worker = new Worker(reply({ ok: false, error: [code, { id: 'x', routes: [] }] }));
    assert.equal(await askList(registrationOf(worker)), { code, details: { id: 'x', routes: [] } });
  }
});

/** What each question may be answered with; undefined is what a worker of an earlier build gives where it does not know the question. */
const ANSWERS: [type: keyof Answers, ...values: unknown[]][] = [
  ['wish', { kind: 'stored', download: SNAPSHOT }, { kind: 'start', id: 'x', requests: [], options: {} }],
  ['started', SNAPSHOT],
  ['refused', SNAPSHOT, undefined],
  ['waiting', [], [{ kind: 'start', id: 'x', requests: [], options: {} }]],
  ['get', SNAPSHOT, undefined],
  ['list', [], [SNAPSHOT]],
  ['files', [], [{ url: 'https://app.example/a', state: 'stored' }]],
  ['locate', { cacheName: 'c', key: 'k' }, undefined],
  ['update', SNAPSHOT, undefined],
  ['remove', true, false],
];

for (const [type, ...values] of ANSWERS) {
  const askOf = (worker: Worker): Promise<End> => {
    const registration = registrationOf(worker) as unknown as ServiceWorkerRegistration;
    return untilSettled(() => ask(registration, { type, id: 'x' } as { type: 'get'; id: string }));
  };
  for (const value of values) {
    test(`${type} is answered with ${JSON.stringify(value)}`, async () => {
      const worker = new Worker((port, self, message) => {
        assert.equal(message, { meta: META, type, id: 'x' });
        reply({ ok: true, value })(port, self, message);
      });
      assert.equal(await askOf(worker), { value });
    });
  }
  if (values.includes(undefined)) continue;
  test(`a worker that answers ${type} with nothing does not know the question`, async () => {
    assert.equal(await askOf(new Worker(reply({ ok: true, value: undefined }))), {
      code: 'no-answer',
      details: { scriptURL: URL, received: '{"ok":true}', next: undefined },
    });
  });
}

function circle(): object {
  const object: { self?: object } = {};
  object.self = object;
  return object;
}

test.run();
