import type { Backend, StartOptions } from '../../src/spec/backend.ts';
import type {
  BackgroundFetch,
  FetchKey,
  FetchRecord,
  RequestData,
  ResponseData,
} from '../../src/spec/model.ts';
import { newFetch } from './fetch-data.ts';

/** A response that is stored, a plain 200 unless said. */
export function responseData(given: Partial<ResponseData> = {}): ResponseData {
  return { url: '', status: 200, statusText: '', headers: [], redirected: false, ...given };
}

/**
 * A backend that does what a test says: background fetches stand still until it changes them. `calls` counts what the
 * interfaces ask for.
 */
export class MemoryBackend implements Backend {
  readonly fetches: Map<FetchKey, BackgroundFetch> = new Map();
  readonly records: Map<FetchKey, FetchRecord[]> = new Map();
  readonly #chunks = new Map<FetchRecord, (Blob | Uint8Array<ArrayBuffer>)[]>();
  readonly #listeners = new Map<FetchKey, Set<(fetch: BackgroundFetch) => void>>();
  readonly calls = { getRecords: 0, read: 0 };

  readonly store: Backend['store'] = {
    get: async (key) => this.fetches.get(key),
    getActive: async (id) => [...this.fetches.values()].find((fetch) => fetch.isActive && fetch.id === id),
    getAll: async () => [...this.fetches.values()],
    getRecord: async ({ key, index }) => copy(this.records.get(key)?.[index]),
    getRecords: async (key, from, limit) => {
      this.calls.getRecords += 1;
      return (this.records.get(key) ?? []).slice(from, from + limit).map((record) => ({ ...record }));
    },
    read: async ({ key, index }, offset) => {
      this.calls.read += 1;
      return this.#read(this.record(key, index), offset);
    },
  };

  async start(id: string, requests: RequestData[], options: StartOptions): Promise<BackgroundFetch> {
    if (await this.store.getActive(id)) throw new TypeError('This id is active');
    if (options.downloadTotal > 1e15) throw new DOMException('too much', 'QuotaExceededError');
    const uploadTotal = requests.reduce((total, { body }) => total + (body?.size ?? 0), 0);
    const fetch = newFetch(`key-${this.fetches.size}`, { ...options, id, uploadTotal });
    this.fetches.set(fetch.key, fetch);
    this.records.set(
      fetch.key,
      requests.map((request, index) => ({
        key: fetch.key,
        index,
        request,
        response: null,
        generation: 0,
        available: 0,
        stored: 0,
        result: '',
      })),
    );
    return fetch;
  }

  async abort(key: FetchKey): Promise<boolean> {
    if (!this.fetches.get(key)?.isActive) return false;
    this.change(key, { isActive: false, isAborted: true });
    return true;
  }

  subscribe(key: FetchKey, listener: (fetch: BackgroundFetch) => void): () => void {
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  subscribers(key: FetchKey): number {
    return this.#listeners.get(key)?.size ?? 0;
  }

  record(key: FetchKey, index: number): FetchRecord {
    const record = this.records.get(key)?.[index];
    if (!record) throw new Error(`no record ${key} ${index}`);
    return record;
  }

  /** Changes a background fetch and tells about it. */
  change(key: FetchKey, change: Partial<BackgroundFetch>): void {
    const fetch = this.fetches.get(key);
    if (!fetch) throw new Error(`no background fetch ${key}`);
    const changed = { ...fetch, ...change };
    this.fetches.set(key, changed);
    for (const listener of this.#listeners.get(key) ?? []) listener(changed);
  }

  /** Changes a record, adds bytes to it, and tells about it. */
  changeRecord(
    key: FetchKey,
    index: number,
    change: Partial<FetchRecord>,
    ...chunks: (string | Blob | Uint8Array<ArrayBuffer>)[]
  ): void {
    const record = Object.assign(this.record(key, index), change);
    const stored = this.#chunks.get(record) ?? [];
    this.#chunks.set(record, stored);
    let added = 0;
    for (const chunk of chunks) {
      const data = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
      stored.push(data);
      added += sizeOf(data);
    }
    record.available += added;
    record.stored += added;
    this.change(key, { downloaded: (this.fetches.get(key)?.downloaded ?? 0) + added });
  }

  /** Deletes a background fetch with its records. */
  remove(key: FetchKey): void {
    this.change(key, { recordsAvailable: false });
    this.fetches.delete(key);
    this.records.delete(key);
  }

  #read(record: FetchRecord, offset: number): Blob | Uint8Array<ArrayBuffer> | undefined {
    let start = 0;
    for (const chunk of this.#chunks.get(record) ?? []) {
      if (offset < start + sizeOf(chunk)) return chunk.slice(offset - start);
      start += sizeOf(chunk);
    }
    return undefined;
  }
}

function sizeOf(data: Blob | Uint8Array): number {
  return data instanceof Blob ? data.size : data.length;
}

function copy(record: FetchRecord | undefined): FetchRecord | undefined {
  return record && { ...record };
}
