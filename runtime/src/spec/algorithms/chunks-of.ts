import type { Environment } from '../environment.ts';

/** Bytes: what is stored at once, at most about so much. */
export const CHUNK: number = 4 * 1024 * 1024;

/** Bytes: what is asked for at once, at most, where the browser may hold all of it in memory. */
export const LARGEST_PART: number = 4 * CHUNK;

/** Milliseconds that bytes wait for more. */
const PATIENCE = 1000;

/** Bytes that have arrived together. */
export interface BodyChunk {
  data: Uint8Array<ArrayBuffer>;
  /** Set in the last one: whether the body came to its end or was cut off. */
  end?: 'done' | 'cut';
}

/**
 * Reads a body in chunks of what has arrived within a second, or of 4 MB, whichever is first. Nothing is read ahead
 * while a chunk is in use. The first chunk may be empty, when bytes are slow to come, and so may the last.
 */
export async function* chunksOf(
  body: ReadableStream<Uint8Array> | null,
  environment: Environment,
): AsyncGenerator<BodyChunk, void, undefined> {
  const reader = body?.getReader();
  const stop = new AbortController();
  let end: BodyChunk['end'] = 'done';
  const read = (): Promise<Uint8Array | undefined> | undefined =>
    reader?.read().then(
      ({ value }) => value,
      () => {
        end = 'cut';
        return undefined;
      },
    );
  let reading = read();
  let isFirst = true;
  try {
    do {
      const parts: Uint8Array[] = [];
      let size = 0;
      let due: Promise<false> | undefined;
      while (reading && size < CHUNK) {
        if (size > 0 || isFirst) due ??= environment.sleep(PATIENCE, stop.signal).then(() => false);
        const part: Uint8Array | undefined | false = await (due ? Promise.race([reading, due]) : reading);
        if (part === false) break;
        if (part) {
          parts.push(part);
          size += part.length;
        }
        reading = part && read();
      }
      const data = new Uint8Array(size);
      let offset = 0;
      for (const part of parts) {
        data.set(part, offset);
        offset += part.length;
      }
      yield reading ? { data } : { data, end };
      isFirst = false;
    } while (reading);
  } finally {
    stop.abort();
    reader?.cancel().catch(() => undefined);
  }
}

/** Reads a body at once, which costs much less than reading it as a stream; but where it is cut off, all of it is lost. */
export async function* wholeOf(response: Response): AsyncGenerator<BodyChunk, void, undefined> {
  const buffer = await response.arrayBuffer().catch(() => undefined);
  yield { data: new Uint8Array(buffer ?? []), end: buffer ? 'done' : 'cut' };
}
