import { toArray } from '../../src/spec/bytes.ts';
import { Engine } from '../../src/spec/engine.ts';
import type { Environment } from '../../src/spec/environment.ts';
import type { FetchStore } from '../../src/spec/fetch-store.ts';
import type { BackgroundFetch, FetchKey, RequestData } from '../../src/spec/model.ts';
import { MemoryFetchStore } from './memory-fetch-store.ts';

/** What an engine has around it in a test. */
export interface World extends Environment {
  store: MemoryFetchStore;
  /** Events and the background fetches they were about, in order. */
  events: [type: string, fetch: BackgroundFetch][];
  announced: BackgroundFetch[];
  /** Milliseconds that were slept. */
  sleeps: number[];
  isConnected: boolean;
  /** What happens in an event's handlers. */
  handle: (type: string, fetch: BackgroundFetch) => Promise<void> | void;
  /** What is stored of a record when its event is fired, by URL path. */
  results: Map<string, StoredResult>;
}

/** A record at the end. */
export interface StoredResult {
  result: string;
  status: number | undefined;
  body: Buffer;
  redirected: boolean | undefined;
  headers: Headers;
}

/** Makes a world whose clock runs `speed` times as fast as ours. */
export function createWorld(overrides: Partial<World> = {}, speed = 1): World {
  const began = performance.now();
  const world: World = {
    store: new MemoryFetchStore(),
    origin: 'http://localhost',
    events: [],
    announced: [],
    sleeps: [],
    isConnected: true,
    results: new Map(),
    handle: () => undefined,
    fetch: (request) => fetch(request),
    isBlocked: () => false,
    async dispatch(type, fetch) {
      world.events.push([type, fetch]);
      if (type !== 'backgroundfetchclick') await readResults(world, fetch.key);
      await world.handle(type, fetch);
    },
    announce: (fetch) => void world.announced.push(fetch),
    freeSpace: async () => Number.POSITIVE_INFINITY,
    isOnline: () => world.isConnected,
    async online(signal) {
      while (!world.isConnected && !signal.aborted) await new Promise((resolve) => setTimeout(resolve, 1));
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        world.sleeps.push(milliseconds);
        const end = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', end);
          resolve();
        };
        const timer = setTimeout(end, milliseconds / speed);
        signal.addEventListener('abort', end);
        if (signal.aborted) end();
      }),
    now: () => 1_750_000_000_000 + (performance.now() - began) * speed,
    random: () => 0.5,
    ...overrides,
  };
  return world;
}

/**
 * An engine that can be killed: from then on it hears nothing from its world and does nothing to it, as a worker that
 * the browser has stopped.
 */
export function createEngine(world: World): { engine: Engine; kill: () => void } {
  let isDead = false;
  const dead = new Promise<never>(() => undefined);
  const killing = new AbortController();
  const living = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(_target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...values: unknown[]) => {
          if (isDead) return dead;
          const result: unknown = Reflect.apply(value, target, values);
          if (!(result instanceof Promise)) return result;
          return result.then(
            (given: unknown) => (isDead ? dead : given),
            (error: unknown) => (isDead ? dead : Promise.reject(error)),
          );
        };
      },
    });
  const environment: Environment = living({
    ...world,
    fetch: (request: Request) =>
      world.fetch(new Request(request, { signal: AbortSignal.any([request.signal, killing.signal]) })),
    store: living<FetchStore>(world.store),
  });
  return {
    engine: new Engine(environment),
    kill() {
      isDead = true;
      killing.abort();
    },
  };
}

/** Runs one background fetch to its end and gives it as it was when its event was fired. */
export async function runOne(
  world: World,
  requests: RequestData[],
  downloadTotal = 0,
): Promise<BackgroundFetch> {
  const { engine } = createEngine(world);
  const { key } = await engine.start('id', requests, { title: 'Title', icons: [], downloadTotal });
  await engine.run();
  const ended = world.events.find(([, fetch]) => fetch.key === key)?.[1];
  if (!ended) throw new Error('it had no event');
  return ended;
}

/** Waits until something is so. */
export async function until(isSo: () => unknown): Promise<void> {
  for (const began = Date.now(); !(await isSo()); ) {
    if (Date.now() - began > 20_000) throw new Error('it never was so');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** Bytes that are everywhere different. */
export function bytesOf(size: number, seed = 1): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: size }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 16;
  });
}

async function readResults(world: World, key: FetchKey): Promise<void> {
  const { store } = world;
  for (const record of await store.getRecords(key, 0, 1e9)) {
    const { response, result, request, available } = record;
    const parts: Uint8Array[] = [];
    for (let offset = 0; offset < available; ) {
      const part = await store.read(record, offset);
      if (!part) throw new Error(`nothing at ${offset}`);
      parts.push(await toArray(part));
      offset += parts.at(-1)?.length ?? 0;
    }
    world.results.set(new URL(request.url).pathname, {
      result,
      status: response?.status,
      redirected: response?.redirected,
      body: Buffer.concat(parts),
      headers: new Headers(response?.headers),
    });
  }
}
