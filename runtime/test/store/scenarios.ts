// Runs in a page and in a service worker, over the same database.
import { toArray } from '../../src/spec/bytes.ts';
import { IdbFetchStore } from '../../src/store/fetch-store.ts';
import { get, newFetch } from '../support/fetch-data.ts';

const KB = 1024;
const MB = 1024 * KB;
const BODY = 12 * MB;
const store = new IdbFetchStore('browser');

const request = get('https://app.example/', { method: 'POST', referrer: '' });

/** Bytes of a body in which each byte depends on its place. */
function bytes(start: number, end: number): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(end - start);
  for (let place = start; place < end; place++) data[place - start] = (place * 31 + (place >> 10)) & 255;
  return data;
}

/** Bytes that cannot be compressed. */
function noise(size: number): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(size);
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(data.subarray(at, at + 65_536));
  return data;
}

/** The chunks of the body, which overlap, in an order that is none; the forms take turns. */
const CHUNKS = Array.from({ length: 24 }, (_, index) => {
  const start = ((index * 7) % 24) * (BODY / 24);
  const end = Math.min(BODY, start + BODY / 24 + (index % 3) * 300 * KB);
  return { start, end, isBlob: index % 2 === 0 };
});

async function nameOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'fulfilled',
    (error: unknown) => (error instanceof DOMException ? error.name : String(error)),
  );
}

const scenarios = {
  async create(key: string, recordCount: number): Promise<string> {
    const requests = Array.from({ length: recordCount }, () => request);
    return nameOf(store.create(newFetch(key), requests));
  },

  /** Appends one chunk after the other, from one on, until it is stopped. */
  async append(key: string, from: number): Promise<number> {
    let available = 0;
    for (const { start, end, isBlob } of CHUNKS.slice(from)) {
      const data = bytes(start, end);
      const added = await store.append({
        key,
        index: 0,
        generation: 0,
        offset: start,
        data: isBlob ? new Blob([data]) : data,
      });
      available = added?.record.available ?? -1;
    }
    return available;
  },

  async state(key: string): Promise<{ available?: number; stored?: number; downloaded?: number }> {
    const record = await store.getRecord({ key, index: 0 });
    const { downloaded } = (await store.get(key)) ?? {};
    return { available: record?.available, stored: record?.stored, downloaded };
  },

  /** Reads what can be read from the start on: how much it is, and whether it is right. */
  async read(key: string): Promise<{ size: number; isRight: boolean; forms: string[] }> {
    const forms = new Set<string>();
    let size = 0;
    for (let isRight = true; ; ) {
      const data = await store.read({ key, index: 0 }, size);
      if (!data) return { size, isRight, forms: [...forms].sort() };
      forms.add(data.constructor.name);
      const found = await toArray(data);
      const expected = bytes(size, size + found.length);
      isRight &&= found.every((byte, index) => byte === expected[index]);
      size += found.length;
    }
  },

  /** Appends a small file to each record at once. */
  async appendToAll(key: string, recordCount: number): Promise<number> {
    const data = bytes(0, 1000);
    const indexes = Array.from({ length: recordCount }, (_, index) => index);
    await Promise.all(
      indexes.map((index) =>
        store.append({ key, index, generation: 0, offset: 0, data }, { result: 'success' }),
      ),
    );
    let successes = 0;
    for (let from = 0; from < recordCount; from += 100) {
      const records = await store.getRecords(key, from, 100);
      successes += records.filter(
        ({ available, result }) => available === 1000 && result === 'success',
      ).length;
    }
    return successes;
  },

  /** Appends to three records at once, of which the second does not fit. */
  async overfill(key: string, size: number): Promise<string[]> {
    const small = bytes(0, 1000);
    const first = store.append({ key, index: 0, generation: 0, offset: 0, data: small });
    return Promise.all([
      nameOf(first),
      nameOf(store.append({ key, index: 1, generation: 0, offset: 0, data: new Blob([noise(size)]) })),
      nameOf(store.append({ key, index: 2, generation: 0, offset: 0, data: small })),
    ]);
  },

  /** Appends 1 MB to each record at once. */
  async fill(
    key: string,
    recordCount: number,
  ): Promise<{ names: string[]; stored: number[]; downloaded?: number }> {
    const names = await Promise.all(
      Array.from({ length: recordCount }, (_, index) =>
        nameOf(store.append({ key, index, generation: 0, offset: 0, data: noise(MB) })),
      ),
    );
    const stored = (await store.getRecords(key, 0, recordCount)).map((record) => record.stored);
    return { names, stored, downloaded: (await store.get(key))?.downloaded };
  },

  async upload(key: string): Promise<boolean> {
    const body = new Blob([bytes(0, 3 * MB)], { type: 'video/x' });
    await store.create(newFetch(key), [{ ...request, body }]);
    const kept = (await store.getRecord({ key, index: 0 }))?.request.body;
    const expected = bytes(0, 3 * MB);
    const found = new Uint8Array((await kept?.arrayBuffer()) ?? []);
    return kept?.type === body.type && found.every((byte, index) => byte === expected[index]);
  },

  async remove(key: string): Promise<void> {
    await store.remove(key);
    await store.sweep();
  },
};

/** What a page asks its worker to do. */
interface Order {
  name: keyof typeof scenarios;
  args: never[];
}

function run({ name, args }: Order): Promise<unknown> {
  const scenario: (...args: never[]) => Promise<unknown> = scenarios[name];
  return scenario(...args);
}

/** Lets a scenario run in the service worker. */
async function inWorker(name: Order['name'], ...args: never[]): Promise<unknown> {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
  });
  active?.postMessage({ name, args }, [port2]);
  return answer;
}

if ('document' in globalThis) Object.assign(globalThis, { scenarios, inWorker });
else {
  globalThis.addEventListener('message', async ({ data, ports }) =>
    ports[0]?.postMessage(await run(data as Order)),
  );
}
