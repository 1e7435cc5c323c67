import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DownloadSnapshot } from '../../../src/shared/download-snapshot.ts';
import { META } from '../../../src/shared/protocol.ts';
import { ask } from '../../../src/window/worker/worker-link.ts';
import { type End, untilSettled } from '../../support/until-settled.ts';

const URL = 'https://app.example/sw.js';

const SNAPSHOT: DownloadSnapshot = {
  id: 'episode/5',
  route: 'episode/:n',
  params: { n: '5' },
  title: 'Episode 5',
  state: 'stored',
  downloaded: 1,
  downloadTotal: 1,
  failureReason: '',
  failures: [],
  urls: [],
  createdAt: 1,
  updatedAt: 1,
};

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
  ['what is no list', { ok: true, value: 'x' }, '{"ok":true,"value":"x"}'],
  ['a list of something else', { ok: true, value: [1] }, '{"ok":true,"value":[1]}'],
  ['an error without a code', { ok: false }, '{"ok":false}'],
  ['an error that is text', { ok: false, error: 'x' }, '{"ok":false,"error":"x"}'],
  ['an error with a code that is none', { ok: false, error: [5] }, '{"ok":false,"error":[5]}'],
  ['a circle', circle(), '[object Object]'],
  ['a bigint', 5n, '5'],
];

for (const [name, data, received] of GARBAGE) {
  test(`a worker that answers with ${name}: no-answer`, async () => {
    assert.equal(await askList(registrationOf(new Worker(reply(data)))), {
      code: 'no-answer',
      details: { scriptURL: URL, received },
    });
  });

  test(`an app's own listener that answers with ${name} before ours does not matter`, async () => {
    const worker = new Worker(reply(data, { ok: true, value: [SNAPSHOT] }));
    assert.equal(await askList(registrationOf(worker)), { value: [SNAPSHOT] });
  });
}

test('a worker that is silent is asked twice', async () => {
  const worker = new Worker(silent);
  assert.equal(await askList(registrationOf(worker)), { code: 'no-answer', details: { scriptURL: URL } });
  assert.equal(worker.asked, ['list', 'list']);
});

for (const place of ['installing', 'waiting'] as const) {
  test(`a silent worker, and another ${place}: the error tells of it`, async () => {
    const next = new Worker(good, 'https://app.example/sw.js?2');
    next.state = place === 'waiting' ? 'installed' : 'installing';
    assert.equal(await askList(registrationOf(new Worker(silent), { [place]: next })), {
      code: 'no-answer',
      details: { scriptURL: URL, next: { scriptURL: next.scriptURL, state: next.state } },
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
    details: { reason: 'it has been unregistered' },
  });
});

test('one that is redundant, and still said to be active', async () => {
  const worker = new Worker(silent);
  worker.state = 'redundant';
  assert.equal(await askList(registrationOf(worker)), { code: 'no-answer', details: { scriptURL: URL } });
});

test('no active worker at all', async () => {
  assert.equal(await askList(registrationOf(null)), {
    code: 'no-service-worker',
    details: { reason: 'it has been unregistered' },
  });
});

test('an error of the worker is thrown as it is, with a code that this page does not know, too', async () => {
  for (const code of ['unknown-id', 'from-a-later-version']) {
    const worker = new Worker(reply({ ok: false, error: [code, { id: 'x', routes: [] }] }));
    assert.equal(await askList(registrationOf(worker)), { code, details: { id: 'x', routes: [] } });
  }
});

test('each question has answers of its own', async () => {
  const answers = {
    plan: [
      { kind: 'stored', download: SNAPSHOT },
      { kind: 'start', requests: [], options: {} },
    ],
    started: [SNAPSHOT],
    get: [undefined, SNAPSHOT],
    remove: [true, false],
  };
  for (const [type, values] of Object.entries(answers)) {
    for (const value of values) {
      const worker = new Worker((port, _, { meta }) => {
        assert.is(meta, META);
        reply({ ok: true, value })(port, worker, { meta, type });
      });
      const registration = registrationOf(worker) as unknown as ServiceWorkerRegistration;
      const question = { type, id: 'x', overrides: {} } as { type: 'get'; id: string };
      assert.equal(await untilSettled(() => ask(registration, question)), { value });
    }
    const wrong = new Worker(reply({ ok: true, value: { kind: 'later' } }));
    const registration = registrationOf(wrong) as unknown as ServiceWorkerRegistration;
    const end = await untilSettled(() => ask(registration, { type, id: 'x' } as { type: 'get'; id: string }));
    assert.is('code' in end && end.code, 'no-answer', type);
  }
});

function circle(): object {
  const object: { self?: object } = {};
  object.self = object;
  return object;
}

test.run();
