import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AnswerBody } from './answer.ts';
import type { Pace } from './pace.ts';

export interface SendOptions {
  /** Paces the body goes through, one after the other. */
  readonly paces: readonly Pace[];
  /** Destroys the socket after this many bytes. */
  readonly cutAfter: number | undefined;
  /** Told the size of each chunk handed to the socket. */
  readonly onChunk: (bytes: number) => void;
}

/** Streams a body, with flat memory, and ends the response; rejects where the connection breaks. */
export async function sendBody(
  response: ServerResponse,
  body: AnswerBody,
  options: SendOptions,
): Promise<void> {
  let source: AsyncIterable<Uint8Array> = chunksOf(body);
  for (const pace of options.paces) source = pace(source);
  await pipeline(source, (chunks) => count(cut(chunks, response, options.cutAfter), options), response);
}

function chunksOf(body: AnswerBody): AsyncIterable<Uint8Array> {
  if (body === undefined) return Readable.from([]);
  if (body instanceof Uint8Array) return Readable.from([body]);
  return body();
}

async function* count(source: AsyncIterable<Uint8Array>, options: SendOptions): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    options.onChunk(chunk.length);
    yield chunk;
  }
}

async function* cut(
  source: AsyncIterable<Uint8Array>,
  response: ServerResponse,
  cutAfter = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array> {
  let left = cutAfter;
  for await (const chunk of source) {
    if (left > 0) yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left > 0) continue;
    // The bytes before the cut must arrive: wait until the kernel has them.
    while (response.writableLength > 0 && !response.destroyed)
      await new Promise((done) => setTimeout(done, 5));
    response.destroy();
    return;
  }
}
