import { setImmediate } from 'node:timers/promises';
import type { DownloadSnapshot } from '../../src/shared/download-snapshot.ts';
import { META, type PageMessage, type Start, type WorkerMessage } from '../../src/shared/protocol.ts';
import { withGlobals } from './page-globals.ts';

const SCOPE = 'https://app.example/';

/** An answer, or an error as a worker sends it. */
type Answer = (message: PageMessage) => unknown;

/** What a worker refuses something with. */
export class Refusal {
  readonly error: [code: string, details: object];

  constructor(code: string, details: object) {
    this.error = [code, details];
  }
}

/** A background fetch as the browser has it. */
export class Native extends EventTarget {
  readonly result = '';
  downloaded = 0;
  isAborted = false;

  async abort(): Promise<boolean> {
    this.isAborted = true;
    return true;
  }
}

/** As much of a page, its worker and its browser as a client sees: messages cross on real ports. */
export class FakePage {
  /** What the worker was asked, without the mark. */
  readonly asked: { type: string }[] = [];
  /** What the browser was asked to start: its arguments. */
  readonly started: [id: string, urls: string[], options: object][] = [];
  readonly natives: Map<string, Native> = new Map();
  readonly #serviceWorker: EventTarget = Object.assign(new EventTarget(), {
    startMessages: () => undefined,
  });
  globals: Record<string, unknown>;

  /**
   * @param answers - of the worker, by the type of the question; all others are answered with nothing known.
   * @param fetch - what the browser does before it takes a background fetch.
   */
  constructor(
    answers: { [T in PageMessage['type']]?: Answer } = {},
    fetch: (id: string) => Promise<unknown> = async () => undefined,
  ) {
    const nothing = { list: [], waiting: [], files: [], remove: false };
    const answer = async (message: PageMessage, port: MessagePort): Promise<void> => {
      const value = await (answers[message.type]?.(message) ?? nothing[message.type as 'list']);
      port.postMessage(value instanceof Refusal ? { ok: false, error: value.error } : { ok: true, value });
      port.close();
    };
    const active = Object.assign(new EventTarget(), {
      state: 'activated',
      scriptURL: `${SCOPE}sw.js`,
      postMessage: (message: PageMessage, [port]: [MessagePort]) => {
        const { meta: _, ...question } = structuredClone(message);
        this.asked.push(question);
        void answer(message, port);
      },
    });
    const backgroundFetch = {
      fetch: async (id: string, requests: Request[], options: object) => {
        const urls = requests.map(({ url }) => url);
        this.started.push([id, urls, options]);
        await fetch(id);
        this.natives.set(id, new Native());
        return this.natives.get(id);
      },
      get: async (id: string) => this.natives.get(id),
      getIds: async () => [],
    };
    const registration = { active, scope: SCOPE, backgroundFetch };
    const serviceWorker = Object.assign(this.#serviceWorker, { getRegistration: async () => registration });
    this.globals = {
      navigator: { serviceWorker },
      caches: {},
      indexedDB: {},
      ServiceWorkerRegistration: { prototype: { backgroundFetch: {} } },
    };
  }

  /** The types of the questions, with the ids that they are for. */
  get questions(): string[] {
    return this.asked.map((question) =>
      Object.values(question)
        .filter((value) => typeof value === 'string')
        .join(' '),
    );
  }

  /** Lets code run in this page, and leaves nothing of it running. */
  async run(code: () => Promise<void>): Promise<void> {
    await withGlobals(this.globals, async () => {
      await code();
      for (const id of this.natives.keys()) this.tell({ type: 'removed', id, updatedAt: Number.MAX_VALUE });
      await arrival();
    });
  }

  /** Tells the page of a change. */
  tell(news: object): void {
    const data = { meta: META, scope: SCOPE, ...news } as WorkerMessage;
    this.#serviceWorker.dispatchEvent(new MessageEvent('message', { data }));
  }
}

/** A snapshot of a download. */
export function snapshotOf(id: string, change: Partial<DownloadSnapshot> = {}): DownloadSnapshot {
  return {
    id,
    route: 'episode/:n',
    params: {},
    title: id,
    state: 'downloading',
    downloaded: 0,
    downloadTotal: 100,
    failureReason: '',
    failures: [],
    fileCount: 1,
    createdAt: 1,
    updatedAt: 1,
    ...change,
  };
}

/** What a worker has a page start. */
export function startOf(id: string): Start {
  return {
    kind: 'start',
    id,
    requests: [{ url: `${SCOPE}${id}.mp3`, init: {} }],
    options: { title: id, downloadTotal: 100 },
  };
}

/** The answers of a worker that has a page start this download. */
export function startsOf(id: string): { wish(): Start; started(): DownloadSnapshot } {
  return { wish: () => startOf(id), started: () => snapshotOf(id) };
}

/** Lets all messages arrive that are on their way. */
export async function arrival(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await setImmediate();
}
