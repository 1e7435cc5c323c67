import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import type { Browser } from './browser.ts';
import { KeyRange } from './database.ts';
import { ModelResponse } from './responses.ts';
import type { Mortal } from './turns.ts';

/** The scope of the worker. */
export const SCOPE = 'https://app.example/';

/** What the worker's script finds in its global scope beyond the language, by name. */
const NAMES = [
  'self',
  'caches',
  'indexedDB',
  'fetch',
  'setTimeout',
  'Date',
  'AbortSignal',
  'crypto',
  'navigator',
  'reportError',
];
const CLASSES = { IDBKeyRange: KeyRange, Response: ModelResponse };

const { output } = await build({
  input: fileURLToPath(new URL('../../src/sw/classic.ts', import.meta.url)),
  write: false,
  platform: 'browser',
  tsconfig: false,
  transform: { define: { 'process.env.NODE_ENV': '"production"' }, target: 'es2022' },
  output: { format: 'iife' },
});
const evaluate = new Function(...NAMES, ...Object.keys(CLASSES), `'use strict';\n${output[0].code}`);

type Handler = (event: object) => void;

/** A service worker while it runs: the real script, evaluated anew for each life. */
export class Worker implements Mortal {
  isDead = false;
  /** Called when it is killed: who waits for it waits in vain. */
  readonly ondeath: (() => void)[] = [];
  readonly #handlers = new Map<string, Handler[]>();

  /** @param config - as the build has parsed it. */
  constructor(browser: Browser, config: object) {
    const { turns, caches, database } = browser;
    const self = {
      __BGF_CONFIG: config,
      addEventListener: (type: string, handler: Handler) =>
        void this.#handlers.set(type, [...(this.#handlers.get(type) ?? []), handler]),
      dispatchEvent: (event: Event) => {
        for (const handler of this.#handlers.get(event.type) ?? []) handler(event);
      },
      location: new URL('sw.js', SCOPE),
      registration: { scope: SCOPE, backgroundFetch: browser.fetches.manager(this) },
      clients: browser.clients(this),
    };
    const clock = { now: () => turns.now, parse: Date.parse };
    const setTimeout = (work: () => void, milliseconds: number): void => turns.wait(this, work, milliseconds);
    const fetch = (request: Request | string): Promise<ModelResponse> =>
      turns.later(this, () => browser.network(typeof request === 'string' ? request : request.url));
    const signal = { timeout: () => undefined };
    const digest = (_: string, data: Uint8Array): Promise<ArrayBuffer> =>
      turns.later(this, () => new Uint8Array(createHash('sha256').update(data).digest()).buffer);
    evaluate(
      ...[
        self,
        caches.storage(this),
        database.factory(this),
        fetch,
        setTimeout,
        clock,
        signal,
        { subtle: { digest } },
        // It tells neither of networks nor of room.
        {},
      ],
      browser.report,
      ...Object.values(CLASSES),
    );
  }

  kill(): void {
    this.isDead = true;
    for (const listener of this.ondeath) listener();
  }

  /** Fires an event; what it waits for is the worker's affair. */
  dispatch(type: string, members: object): Promise<unknown> {
    const promises: Promise<unknown>[] = [];
    const waitUntil = (promise: Promise<unknown>): void => {
      promise.catch(() => undefined);
      promises.push(promise);
    };
    for (const handler of this.#handlers.get(type) ?? []) handler({ type, ...members, waitUntil });
    return Promise.allSettled(promises);
  }
}
