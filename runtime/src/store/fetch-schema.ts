import type { BackgroundFetch, FetchKey, FetchRecord, RecordKey, RequestData } from '../spec/model.ts';
import { type Connection, connect } from './connect.ts';

/** A background fetch as it lies in the store. */
export interface FetchRow {
  /** Given by the database: grows from one background fetch to the next. */
  serial?: number;
  /** Its id for as long as it is active, in an index that allows each only once. */
  activeId: string | undefined;
  fetch: BackgroundFetch;
}

/** A record as it lies in the store: writing it again and again must not write its request's body again. */
export interface RecordRow extends Omit<FetchRecord, 'request'> {
  /** `body` is the type of a Blob whose bytes are chunks. */
  request: Omit<RequestData, 'body'> & { body: string | null };
}

/** Whose body a chunk is a piece of: the response's (0) or the request's (1). */
export type Part = 0 | 1;

/** Ordered by the end, the first chunk behind a position is the one that covers it, or the first one beyond a gap. */
export type ChunkKey = [key: FetchKey, index: number, part: Part, end: number, start: number];

/** The connection to the database of one service worker scope. */
export function connectFetches(scope: string): Connection {
  return connect(`workbox-background-fetch-engine-${scope}`, (database) => {
    const fetches = database.createObjectStore('fetches', { keyPath: 'serial', autoIncrement: true });
    fetches.createIndex('key', 'fetch.key', { unique: true });
    fetches.createIndex('activeId', 'activeId', { unique: true });
    database.createObjectStore('records', { keyPath: ['key', 'index'] });
    database.createObjectStore('chunks');
  });
}

/** All keys that begin with these: an array is greater than any number or string. */
export function startingWith(...keys: (string | number)[]): IDBKeyRange {
  return IDBKeyRange.bound(keys, [...keys, []]);
}

/** The chunks of a body that end behind an offset. */
export function chunksBehind({ key, index }: RecordKey, part: Part, offset: number): IDBKeyRange {
  return IDBKeyRange.bound([key, index, part, offset + 1], [key, index, part, []]);
}
