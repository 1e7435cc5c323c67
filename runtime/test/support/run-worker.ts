import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createContext, runInContext } from 'node:vm';
import * as indexedDB from 'fake-indexeddb';
import { MemoryCacheStorage } from './cache-storage.ts';

/** Where workers run in tests. */
const SCOPE = 'https://app.example/';

/** What workers of these tests find in their global scope. */
const GLOBALS = {
  ...{
    AbortController,
    AbortSignal,
    Blob,
    Event,
    EventTarget,
    Headers,
    MessageChannel,
    Request,
    Response,
    URL,
  },
  ...{
    TextDecoder,
    TextEncoder,
    TransformStream,
    ReadableStream,
    DOMException,
    performance,
    crypto,
    console,
  },
  ...{ atob, btoa, clearTimeout, queueMicrotask, setTimeout, structuredClone },
};

type Handler = (event: object) => void;

/** Trusted, as the browser's own events are. */
class FakeExtendableEvent {
  readonly isTrusted = true;
  readonly promises: unknown[] = [];
  isStopped = false;

  constructor(type: string, members: object) {
    Object.assign(this, { type, ...members });
  }

  stopImmediatePropagation(): void {
    this.isStopped = true;
  }

  waitUntil(promise: unknown): void {
    this.promises.push(promise);
  }
}

/** A service worker that has been built, and now runs. */
export class RunningWorker {
  /** All that its listeners were added for. */
  readonly handlers: Map<string, Handler[]> = new Map();
  readonly caches: MemoryCacheStorage = new MemoryCacheStorage();
  /** What it has reported as an uncaught error. */
  readonly reported: unknown[] = [];
  readonly #context: object;

  /** @param read - gives the code of a script by the name that the worker imports it by. */
  constructor(read: (name: string) => string) {
    const { handlers, caches, reported } = this;
    const { default: _, ...database } = indexedDB;
    const scope: Record<string, unknown> = {
      ...GLOBALS,
      ...database,
      __WB_DISABLE_DEV_LOGS: true,
      indexedDB: new indexedDB.IDBFactory(),
      caches,
      location: new URL('sw.js', SCOPE),
      registration: { scope: SCOPE, backgroundFetch: { get: async () => undefined, getIds: async () => [] } },
      clients: { claim: async () => {}, matchAll: async () => [], openWindow: async () => null },
      ExtendableEvent: FakeExtendableEvent,
      FetchEvent: FakeExtendableEvent,
      fetch: async () => Response.error(),
      reportError: (error: unknown) => void reported.push(error),
      skipWaiting: async () => {},
      addEventListener: (type: string, handler: Handler) =>
        void handlers.set(type, [...(handlers.get(type) ?? []), handler]),
      importScripts: (...names: string[]) => {
        for (const name of names) runInContext(read(name), context);
      },
    };
    scope.self = scope;
    const context = createContext(scope);
    this.#context = context;
  }

  /** Runs code in the worker's scope; the value of its last expression comes back. */
  evaluate(code: string): unknown {
    return runInContext(code, this.#context);
  }

  /** Fires an event, and waits for all that its handlers have it wait for. */
  async dispatch(type: string, members: object = {}): Promise<void> {
    const event = new FakeExtendableEvent(type, members);
    for (const handler of this.handlers.get(type) ?? []) if (!event.isStopped) handler(event);
    while (event.promises.length > 0) await event.promises.shift();
  }

  /** Has a page ask for a download, and never begin it. The answer comes back as it was sent. */
  async wish(id: string, wish: object = {}): Promise<unknown> {
    const data = { meta: 'workbox-background-fetch', type: 'wish', id, wish };
    let answer: unknown;
    const postMessage = (reply: unknown): void => {
      answer = reply;
    };
    await this.dispatch('message', { data, ports: [{ postMessage }], source: { id: 'page' } });
    return answer;
  }

  /** Has a background fetch succeed that has brought these bodies, by their URLs. */
  async succeed(id: string, bodies: Record<string, string | Buffer<ArrayBuffer>>): Promise<void> {
    const records = Object.entries(bodies).map(([path, body]) => {
      const request = new Request(new URL(path, SCOPE));
      const response = new Response(body, { headers: { 'content-length': `${body.length}` } });
      return { request, responseReady: Promise.resolve(response) };
    });
    const registration = { id, result: 'success', failureReason: '', downloaded: 0, downloadTotal: 0 };
    const matchAll = async () => records;
    const updateUI = async () => {};
    await this.dispatch('backgroundfetchsuccess', { registration: { ...registration, matchAll }, updateUI });
  }

  /** Has the user abort a background fetch. */
  abort(id: string): Promise<void> {
    return this.dispatch('backgroundfetchabort', { registration: { id, result: 'failure' } });
  }

  /** The text that it answers a request for a path with; undefined where it leaves that to the network. */
  async serve(path: string): Promise<string | undefined> {
    const answers: Promise<Response>[] = [];
    const respondWith = (response: Promise<Response>): void => void answers.push(response);
    const request = new Request(new URL(path, SCOPE));
    await this.dispatch('fetch', { request, respondWith, clientId: '', preloadResponse: Promise.resolve() });
    return (await answers[0])?.text();
  }
}

/** Runs a worker on disk, and the scripts beside it that it imports. */
export async function startWorker(file: string): Promise<RunningWorker> {
  const worker = new RunningWorker((name) => readFileSync(join(dirname(file), basename(name)), 'utf8'));
  worker.evaluate(readFileSync(file, 'utf8'));
  // Workbox's loader is made of promises.
  for (let turn = 0; turn < 5; turn++) await setImmediate();
  return worker;
}
