import { parseIntegrity, pieceSizeOf } from '../../shared/integrity.ts';
import { type Fault, judgeSize } from '../commit/judge-response.ts';
import type { Arrival, Integrity } from '../routes/integrity.ts';
import { createRoom } from './create-room.ts';
import type { CreateDigest } from './digest.ts';
import { hashOf } from './hash-of.ts';
import { judgeHash } from './judge-hash.ts';
import { type Expected, longBody } from './long-body.ts';
import { type Piece, piecesOf } from './pieces-of.ts';

/** Bytes of bodies that are in memory at a time, as far as their sizes are known. */
const MOST_IN_MEMORY = 2 ** 25;

/** Of a long body: one is read and hashed while another is written and a third waits. */
const PIECES_IN_MEMORY = 3;

/**
 * Holds what comes against hashes: the build's files piece by piece, all else as a whole. A body of one piece is read before it is
 * stored. A longer one is read while it is stored, and its stream fails where it is another one, so that nothing is stored.
 *
 * @param createDigest - without it, a body with one hash is in memory as a whole, however long it is.
 */
export function createIntegrity(createDigest?: CreateDigest): Integrity {
  const room = createRoom(MOST_IN_MEMORY);
  return {
    hashesOf(given, [known, hash, , decodedSize, pieces], size = known) {
      if (given !== undefined) return { integrity: given };
      // Of a file that is compressed on disk, nobody knows which of its two forms comes.
      if (!hash || pieces === 0 || decodedSize !== undefined || size !== known) return {};
      return { integrity: `sha256-${hash}`, ...(pieces && { pieces }) };
    },
    async check(arrival, put) {
      const { response, wanted, options } = arrival;
      // Earlier versions have written it down with the request.
      const text = wanted.integrity ?? wanted.request.init.integrity;
      const expected = text === undefined ? undefined : parseIntegrity(text);
      if (!expected || options.integrity === false || response.status !== 200) return put(response);
      const length =
        wanted.size ?? (Number(response.headers.get('content-length')) || Number.POSITIVE_INFINITY);
      const piece = pieceSizeOf(wanted.size ?? 0);
      const isReadInPieces = wanted.pieces || createDigest || (wanted.size ?? piece) < piece;
      const most = isReadInPieces ? piece : Number.POSITIVE_INFINITY;
      const weight = length > most ? PIECES_IN_MEMORY * most : length;
      return room.hold(Math.min(weight, MOST_IN_MEMORY), async () => {
        const pieces = piecesOf(response.body, most);
        const { value: first = new Uint8Array() } = await pieces.next();
        if (first.length < most) {
          await pieces.return(undefined);
          return (await judgeWhole(arrival, expected, first)) ?? put(new Response(first, response));
        }
        const digest = wanted.pieces ? undefined : createDigest?.(expected.algorithm);
        const { body, fault } = longBody(arrival, { ...expected, digest }, startingWith(first, pieces));
        try {
          return (await put(new Response(body, response))) ?? fault();
        } catch (error) {
          const found = fault();
          if (found) return found;
          throw error;
        }
      });
    },
  };
}

async function* startingWith(first: Piece, rest: AsyncGenerator<Piece>): AsyncGenerator<Piece> {
  yield first;
  yield* rest;
}

/** What is wrong with a body that is in memory. */
async function judgeWhole(
  { event, request, response, wanted }: Arrival,
  expected: Omit<Expected, 'digest'>,
  bytes: Piece,
): Promise<Fault | undefined> {
  // Chromium empties what has gone over the total. Who stores it finds out why.
  if (bytes.length === 0 && wanted.size !== 0 && event.registration.failureReason) return undefined;
  return (
    judgeSize(request, response, wanted, bytes.length) ??
    judgeHash(expected, await hashOf(bytes, expected.algorithm), response.status)
  );
}
