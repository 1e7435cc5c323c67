import { sizeOfBytes } from '../bytes.ts';
import { followingSignal } from '../following-signal.ts';
import type { Bytes, Interval } from '../model.ts';
import { CHUNK } from './chunks-of.ts';
import { createRequest } from './create-request.ts';
import { extractContentRangeValues } from './extract-content-range-values.ts';
import type { Outcome, Transfer } from './job.ts';
import { storeBytes } from './store-bytes.ts';
import { validateAPartialResponse } from './validate-a-partial-response.ts';

/** So many at a time. */
const LIMIT = 3;

/** Bytes of a piece: a killed worker may cost one chunk, in all pieces and what servers have already sent of the next ones. */
const PIECE = CHUNK / (LIMIT + 1);

/** Milliseconds that a piece may take. */
const PATIENCE = 5000;

/**
 * Fetches what is missing of a record in pieces side by side, each read as one Blob, which Firefox and WebKit store much
 * faster than they store bytes from a stream. Whatever goes wrong or is slow with any piece ends all of it: streams, one
 * after the other, which lose nothing of what has come, do the rest and find out why.
 */
export async function fetchPieces(transfer: Transfer, missing: Interval[]): Promise<Outcome> {
  const { job } = transfer;
  const pieces = piecesOf(missing);
  let outcome: Outcome = '';
  const work = async (): Promise<void> => {
    // They share one generator, so a break ends it for all of them.
    for (const piece of pieces) {
      const result = await job.turns.run(job.fetch.key, () => fetchPiece(transfer, piece));
      if (result) {
        outcome ||= result;
        break;
      }
    }
  };
  await Promise.all(Array.from({ length: LIMIT }, work));
  if (outcome) transfer.isPieces = false;
  return outcome;
}

function* piecesOf(missing: Interval[]): Generator<Interval> {
  for (const { start, end } of missing)
    for (let at = start; at < end; at += PIECE) yield { start: at, end: Math.min(at + PIECE, end) };
}

async function fetchPiece(transfer: Transfer, piece: Interval): Promise<Outcome> {
  const { environment, signal } = transfer.job;
  const either = followingSignal(signal);
  const read = readPiece(transfer, piece, either.signal).catch(() => undefined);
  const data = await Promise.race([read, environment.sleep(PATIENCE, either.signal)]);
  either.stop();
  if (!data || sizeOfBytes(data) !== piece.end - piece.start) return 'unavailable';
  // A Blob's bytes are held until the garbage collector comes, which knows nothing of them. This it knows, and costs nothing.
  new ArrayBuffer(4 * sizeOfBytes(data));
  return storeBytes(transfer, piece.start, data);
}

async function readPiece(
  transfer: Transfer,
  piece: Interval,
  signal: AbortSignal,
): Promise<Bytes | undefined> {
  const { job } = transfer;
  const response = await job.environment.fetch(createRequest(transfer, piece, signal));
  const isValid =
    response.status === 206 &&
    validateAPartialResponse(piece.start, response, transfer.record.response) &&
    extractContentRangeValues(response.headers)?.last === piece.end - 1;
  if (!isValid) return undefined;
  return (await job.store.takesBlobs()) ? response.blob() : new Uint8Array(await response.arrayBuffer());
}
