import { toArray } from '../../src/spec/bytes.ts';
import type { Chunk, FetchChange, FetchStore, RecordAndFetch } from '../../src/spec/fetch-store.ts';
import type {
  BackgroundFetch,
  FetchKey,
  FetchRecord,
  Interval,
  RecordKey,
  RequestData,
} from '../../src/spec/model.ts';

interface Row {
  record: FetchRecord;
  /** The bytes of a body, those of a gap included. */
  bytes: Uint8Array<ArrayBuffer>;
  intervals: Interval[];
}

/** The store of an engine in memory, as the port has it, for as long as a test lasts. Whoever reads it gets copies. */
export class MemoryFetchStore implements FetchStore {
  /** Whether it takes Blobs; it throws for one where not. */
  hasBlobs = true;
  /** Bytes that fit, all bodies together. */
  quota: number = Number.POSITIVE_INFINITY;
  /** How often each of its methods was called. */
  readonly calls: Record<string, number> = {};
  readonly #fetches = new Map<FetchKey, { fetch: BackgroundFetch; rows: Row[] }>();

  async create(fetch: BackgroundFetch, requests: RequestData[]): Promise<void> {
    await this.#turn('create');
    for (const stored of this.#fetches.values())
      if (stored.fetch.isActive && stored.fetch.id === fetch.id)
        throw new DOMException('it is active', 'ConstraintError');
    const rows = requests.map((request, index): Row => {
      const { key } = fetch;
      const body = { response: null, generation: 0, available: 0, stored: 0, result: '' } as const;
      return { record: { key, index, request, ...body }, bytes: new Uint8Array(), intervals: [] };
    });
    this.#fetches.set(fetch.key, { fetch: { ...fetch }, rows });
  }

  async get(key: FetchKey): Promise<BackgroundFetch | undefined> {
    await this.#turn('get');
    const found = this.#fetches.get(key);
    return found && { ...found.fetch };
  }

  async getActive(id: string): Promise<BackgroundFetch | undefined> {
    return (await this.getAll()).find((fetch) => fetch.isActive && fetch.id === id);
  }

  async getAll(): Promise<BackgroundFetch[]> {
    await this.#turn('getAll');
    return [...this.#fetches.values()].map(({ fetch }) => ({ ...fetch }));
  }

  async update(
    key: FetchKey,
    change: (stored: BackgroundFetch) => FetchChange | undefined,
  ): Promise<BackgroundFetch | undefined> {
    await this.#turn('update');
    const found = this.#fetches.get(key);
    if (!found) return undefined;
    Object.assign(found.fetch, change({ ...found.fetch }));
    return { ...found.fetch };
  }

  async getRecord(record: RecordKey): Promise<FetchRecord | undefined> {
    await this.#turn('getRecord');
    const row = this.#row(record);
    return row && { ...row.record };
  }

  async getRecords(key: FetchKey, from: number, limit: number): Promise<FetchRecord[]> {
    await this.#turn('getRecords');
    const rows = this.#fetches.get(key)?.rows ?? [];
    return rows.slice(from, from + limit).map(({ record }) => ({ ...record }));
  }

  async takesBlobs(): Promise<boolean> {
    await this.#turn('takesBlobs');
    return this.hasBlobs;
  }

  async append(
    { data, offset, generation, ...key }: Chunk,
    change: Partial<FetchRecord> = {},
  ): Promise<RecordAndFetch | undefined> {
    const bytes = (await toArray(data)).slice();
    await this.#turn('append');
    if (data instanceof Blob && !this.hasBlobs) throw new DOMException('No Blobs', 'DataCloneError');
    const row = this.#row(key);
    const fetch = this.#fetches.get(key.key)?.fetch;
    if (!row || !fetch) return undefined;
    const { record } = row;
    if (record.generation === generation) {
      const added = bytes.length > 0 ? [{ start: offset, end: offset + bytes.length }] : [];
      const intervals = joined([...row.intervals, ...added]);
      const stored = intervals.reduce((sum, { start, end }) => sum + end - start, 0);
      const total = [...this.#fetches.values()].reduce(
        (sum, { fetch: { downloaded } }) => sum + downloaded,
        0,
      );
      if (total + stored - record.stored > this.quota)
        throw new DOMException('it does not fit', 'QuotaExceededError');
      fetch.downloaded += stored - record.stored;
      const grown = new Uint8Array(Math.max(row.bytes.length, offset + bytes.length));
      grown.set(bytes, offset);
      // What was there first is kept.
      for (const { start, end } of row.intervals) grown.set(row.bytes.subarray(start, end), start);
      Object.assign(row, { bytes: grown, intervals });
      const available = intervals[0]?.start === 0 ? intervals[0].end : 0;
      Object.assign(record, { stored, available }, change);
    }
    return { record: { ...record }, fetch: { ...fetch } };
  }

  async restart(key: RecordKey): Promise<RecordAndFetch | undefined> {
    await this.#turn('restart');
    const row = this.#row(key);
    const fetch = this.#fetches.get(key.key)?.fetch;
    if (!row || !fetch) return undefined;
    const { record } = row;
    fetch.downloaded -= record.stored;
    Object.assign(row, { bytes: new Uint8Array(), intervals: [] });
    Object.assign(record, { response: null, generation: record.generation + 1, available: 0, stored: 0 });
    return { record: { ...record }, fetch: { ...fetch } };
  }

  async intervals(record: RecordKey): Promise<Interval[]> {
    await this.#turn('intervals');
    return this.#row(record)?.intervals ?? [];
  }

  async read(record: RecordKey, offset: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    await this.#turn('read');
    const row = this.#row(record);
    const found = row?.intervals.find(({ start, end }) => start <= offset && offset < end);
    return found && row?.bytes.slice(offset, found.end);
  }

  async remove(key: FetchKey): Promise<void> {
    await this.#turn('remove');
    this.#fetches.delete(key);
  }

  async sweep(): Promise<void> {
    await this.#turn('sweep');
  }

  #row({ key, index }: RecordKey): Row | undefined {
    return this.#fetches.get(key)?.rows[index];
  }

  async #turn(method: string): Promise<void> {
    this.calls[method] = (this.calls[method] ?? 0) + 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function joined(intervals: Interval[]): Interval[] {
  const all: Interval[] = [];
  for (const { start, end } of intervals.sort((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else all.push({ start, end });
  }
  return all;
}
