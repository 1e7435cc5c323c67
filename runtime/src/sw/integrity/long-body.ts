import { type ParsedIntegrity, PIECE_HASH_LENGTH } from '../../shared/integrity.ts';
import { type Fault, judgeSize } from '../commit/judge-response.ts';
import type { Arrival } from '../routes/integrity.ts';
import type { Digest } from './digest.ts';
import { hashOf, toBase64url } from './hash-of.ts';
import { judgeHash } from './judge-hash.ts';
import type { Piece } from './pieces-of.ts';

/** What a long body is held against. */
export interface Expected extends ParsedIntegrity {
  /** Of the whole; not looked at where each piece has a hash of its own. */
  digest: Digest | undefined;
}

/** A body that fails where it is not what it should be. */
export interface LongBody {
  body: ReadableStream<Uint8Array>;
  /** What is wrong with it, as far as it has been read. */
  fault(): Fault | undefined;
}

/** Makes the body of pieces that are held against what is expected, each before it goes on. */
export function longBody(
  arrival: Arrival,
  expected: Expected,
  pieces: AsyncIterable<Piece> & AsyncIterator<Piece>,
): LongBody {
  let fault: Fault | undefined;
  const judged = judge(arrival, expected, pieces);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value } = await judged.next();
      if (value instanceof Uint8Array) controller.enqueue(value);
      else if (!value) controller.close();
      else {
        fault = value;
        controller.error(new TypeError(value.reason));
      }
    },
    cancel: () => void judged.return(undefined),
  });
  return { body, fault: () => fault };
}

/** Gives the pieces, and at last what is wrong with them. */
async function* judge(
  { request, response, wanted }: Arrival,
  { digest, ...expected }: Expected,
  pieces: AsyncIterable<Piece>,
): AsyncGenerator<Piece, Fault | undefined> {
  const { size = Number.POSITIVE_INFINITY, decodedSize = size, pieces: hashes } = wanted;
  const { status } = response;
  let length = 0;
  let place = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > Math.max(size, decodedSize)) return judgeSize(request, response, wanted, undefined);
    if (hashes) {
      const hash = (await hashOf(piece, 'sha256')).slice(0, PIECE_HASH_LENGTH);
      if (hash !== hashes.slice(place, place + PIECE_HASH_LENGTH))
        return judgeHash(expected, undefined, status);
      place += PIECE_HASH_LENGTH;
    } else digest?.update(piece);
    yield piece;
  }
  const fault = judgeSize(request, response, wanted, length);
  return fault ?? (digest && judgeHash(expected, toBase64url(digest.digest()), status));
}
