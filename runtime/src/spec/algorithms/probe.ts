import { createRequest } from './create-request.ts';
import type { Transfer } from './job.ts';

/**
 * Finds out why a request got a network error, which tells nothing: asks again in a mode that CORS cannot refuse.
 *
 * @returns the type of the answer: `opaque` where CORS refuses the real one; undefined where there is none.
 */
export async function probe(transfer: Transfer): Promise<ResponseType | undefined> {
  // A browser drops all headers that this mode does not know.
  const request = new Request(createRequest(transfer), { mode: 'no-cors', redirect: 'follow' });
  try {
    const { type, body } = await transfer.job.environment.fetch(request);
    body?.cancel().catch(() => undefined);
    return type;
  } catch {
    return undefined;
  }
}
