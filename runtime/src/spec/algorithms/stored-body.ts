import type { Backend } from '../backend.ts';
import { toArray } from '../bytes.ts';
import type { Bytes, FetchRecord } from '../model.ts';
import { exposedRecord } from './exposed-record.ts';
import { whenChanged } from './when-changed.ts';

/**
 * The stream of *create record objects*: a record's bytes as far as they are stored, and the others as they arrive. One
 * chunk of the store is in memory at a time.
 *
 * @param given - as it was when its response was asked for: bytes of a response that replaces it make the stream fail.
 * @see https://wicg.github.io/background-fetch/#create-settled-fetches-algorithm at commit a1f0bc2
 */
export function storedBody(backend: Backend, given: FetchRecord): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { store } = backend;
  let transmitted = 0;
  const current = async (): Promise<FetchRecord> => {
    const record = await exposedRecord(store, given);
    // The specification's "redundant": the reader may hold bytes of a response that has been replaced.
    if (record.generation !== given.generation) throw new TypeError('Response replaced');
    return record;
  };
  // Wait for the length of responseData's bytes to be greater than transmittedBytes, or responseData's result not to be the
  // empty string.
  const look = async (): Promise<Bytes | null | undefined> => {
    const { available, result } = await current();
    if (available <= transmitted) return result === '' ? undefined : null;
    const data = await store.read(given, transmitted);
    // They may be those of a response that has replaced it just then.
    await current();
    return data;
  };
  return new ReadableStream(
    {
      async pull(controller) {
        const data = await whenChanged(backend, given.key, look);
        if (data === null) return controller.close();
        const bytes = await toArray(data);
        transmitted += bytes.length;
        controller.enqueue(bytes);
      },
    },
    { highWaterMark: 0 },
  );
}
