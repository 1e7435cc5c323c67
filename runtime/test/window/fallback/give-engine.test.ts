import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { WITH_ENGINE } from '../../../src/shared/engine-choice.ts';
import { giveEngine } from '../../../src/window/fallback/give-engine.ts';
import { withGlobals } from '../../support/page-globals.ts';
import { type End, untilSettled } from '../../support/until-settled.ts';

const SCOPE = 'https://app.example/app/';
const PLAIN = `${SCOPE}sw.js`;

/** A worker that tells whether it has the engine; undefined is silence, as of an earlier build. */
class Worker extends EventTarget {
  state: ServiceWorkerState = 'activated';
  readonly scriptURL: string;
  readonly #answer: unknown;

  constructor(scriptURL: string, answer: unknown) {
    super();
    this.scriptURL = scriptURL;
    this.#answer = answer;
  }

  postMessage(message: unknown, [port]: [MessagePort]): void {
    assert.is(message, WITH_ENGINE);
    if (this.#answer !== undefined) port.postMessage(this.#answer);
    port.close();
  }
}

interface Case {
  name: string;
  scriptURL?: string;
  answer: unknown;
  /** What comes of the installation: the next worker's answer, or its failure. */
  next?: unknown;
  /** The URLs that have been registered. */
  registered: string[];
  end: End;
}

const done: End = { value: undefined };
const lacking = (url: string): End => ({
  code: 'fallback-not-loaded',
  details: { reason: `the service worker ${url} does not have it` },
});

const CASES: Case[] = [
  { name: 'it has it', answer: true, registered: [], end: done },
  {
    name: 'it was installed before',
    answer: false,
    next: true,
    registered: [`${PLAIN}?${WITH_ENGINE}`],
    end: done,
  },
  {
    name: 'of an earlier build',
    answer: undefined,
    next: true,
    registered: [`${PLAIN}?${WITH_ENGINE}`],
    end: done,
  },
  { name: "another tool's", answer: 'pong', next: true, registered: [`${PLAIN}?${WITH_ENGINE}`], end: done },
  {
    name: 'a URL with a query',
    scriptURL: `${PLAIN}?v=5&x=a%20b`,
    answer: false,
    next: true,
    registered: [`${PLAIN}?v=5&x=a%20b&${WITH_ENGINE}`],
    end: done,
  },
  {
    name: 'the next one has none either',
    answer: false,
    next: false,
    registered: [`${PLAIN}?${WITH_ENGINE}`],
    end: lacking(`${PLAIN}?${WITH_ENGINE}`),
  },
  {
    name: 'one that was installed for it and has none',
    scriptURL: `${PLAIN}?${WITH_ENGINE}`,
    answer: false,
    registered: [],
    end: lacking(`${PLAIN}?${WITH_ENGINE}`),
  },
  {
    name: 'the installation fails',
    answer: false,
    next: 'redundant',
    registered: [`${PLAIN}?${WITH_ENGINE}`],
    end: { code: 'no-service-worker', details: { reason: 'not installed' } },
  },
  {
    name: 'the installation never ends',
    answer: false,
    next: 'installing',
    registered: [`${PLAIN}?${WITH_ENGINE}`],
    end: { code: 'no-service-worker', details: { reason: 'still installing' } },
  },
];

for (const { name, scriptURL = PLAIN, answer, next, registered, end } of CASES) {
  test(`${name}: ${'value' in end ? 'done' : end.code}`, async () => {
    const seen: string[] = [];
    const registration: Record<string, unknown> = {
      scope: SCOPE,
      updateViaCache: 'all',
      active: new Worker(scriptURL, answer),
    };
    const register = async (url: URL, options: unknown): Promise<unknown> => {
      seen.push(url.href);
      assert.equal(options, { scope: SCOPE, updateViaCache: 'all' });
      const worker = new Worker(url.href, next);
      if (next === 'redundant' || next === 'installing') worker.state = next;
      else registration.active = worker;
      return { installing: worker, waiting: null };
    };
    const found = await withGlobals({ navigator: { serviceWorker: { register } } }, () =>
      untilSettled(() => giveEngine(registration as unknown as ServiceWorkerRegistration)),
    );
    assert.equal(found, end);
    assert.equal(seen, registered);
  });
}

test.run();
