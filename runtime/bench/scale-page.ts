// The page of the benchmark `scale`: it measures the contestant that its path names.
import { other, ours } from './scale/contestant.ts';
import { fill } from './scale/fill.ts';
import { CACHE_NAME, FILE_SIZE, idOf, pathOf, type Shelf } from './scale/shelf.ts';

declare global {
  /** What the benchmark calls in the page. */
  var bench: typeof calls;
}

/** What starting a download and storing it have taken, in milliseconds. */
export interface Took {
  start: number;
  commit: number;
}

const scope: string = new URL('./', location.href).href;
const isOurs: boolean = scope.endsWith('/ours/');
const connect: typeof ours = isOurs ? ours : other;

/** The download whose file is served. */
const middleOf = ({ downloads }: Shelf): number => downloads >> 1;

const calls = {
  async register(): Promise<void> {
    await navigator.serviceWorker.register('sw.js');
    await navigator.serviceWorker.ready;
  },

  /** Of the bare contestant's files, only the one that is served needs its bytes. */
  fill(shelf: Shelf, from: number, to: number): Promise<void> {
    return fill({ scope, shelf, from, to, hasBytes: (index) => isOurs || index === middleOf(shelf) });
  },

  /** Milliseconds of a page's first `list()`. */
  async list({ downloads }: Shelf, times: number): Promise<number> {
    let sum = 0;
    for (let time = 0; time < times; time++) {
      const contestant = await connect();
      const start = performance.now();
      const { length } = await contestant.list();
      sum += performance.now() - start;
      if (length !== downloads) throw new Error(`${length} of ${downloads} downloads are listed`);
    }
    return sum / times;
  },

  /** Milliseconds of a `get()`, of downloads from everywhere on the shelf. */
  async get({ downloads }: Shelf, times: number): Promise<number> {
    const contestant = await connect();
    const ids = Array.from({ length: times }, (_, time) => idOf(Math.floor((time * downloads) / times)));
    const start = performance.now();
    for (const id of ids) {
      const found = await contestant.get(id);
      if (found?.id !== id) throw new Error(`${id} is not there`);
    }
    return (performance.now() - start) / times;
  },

  /** Milliseconds until a stored file is there, with a worker that has to be started for it. */
  async served(shelf: Shelf): Promise<number> {
    const start = performance.now();
    const response = await fetch(pathOf(middleOf(shelf), 0));
    const { length } = await response.text();
    const took = performance.now() - start;
    if (response.status !== 200 || length !== FILE_SIZE) throw new Error(`${response.status}: not served`);
    const born = await ask<number>('born');
    if (born < performance.timeOrigin + start) throw new Error('The worker was running.');
    return took;
  },

  /** Downloads so many files, and removes them. */
  async download(id: string, count: number): Promise<Took> {
    const contestant = await connect();
    const paths = Array.from({ length: count }, (_, file) => pathOf(-1, file));
    const ended = new Promise<number>((resolve) => {
      navigator.serviceWorker.addEventListener('message', ({ data }) => {
        if (data.ended === id) resolve(performance.now());
      });
    });
    const begun = performance.now();
    const stored = await contestant.start(id, paths);
    const start = performance.now() - begun;
    await Promise.all([ended, stored()]);
    const commit = performance.now() - (await ended);
    const cache = await caches.open(CACHE_NAME);
    const isStored = await Promise.all(paths.map((path) => cache.match(path)));
    if (!isStored.every(Boolean))
      throw new Error(`${isStored.filter(Boolean).length} of ${count} are stored`);
    await contestant.remove(id, paths);
    return { start, commit };
  },
};

async function ask<T>(question: string): Promise<T> {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
    active?.postMessage(question, [port2]);
  });
}

// Messages wait for it.
navigator.serviceWorker.startMessages();
globalThis.bench = calls;
