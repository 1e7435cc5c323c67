import { toRequest } from '../request-data.ts';
import type { Transfer } from './job.ts';

/**
 * Finds out why a request got a network error, which tells nothing: asks again in a mode that CORS cannot refuse.
 *
 * @returns undefined where the server cannot be reached; otherwise whether its answer is opaque, which means that CORS
 * refuses the real one.
 */
export async function probe({ job, record }: Transfer): Promise<{ isOpaque: boolean } | undefined> {
  const { environment, controller } = job;
  // A range would be dropped in this mode, so the body is not read.
  const data = toRequest({ ...record.request, headers: [], cache: 'no-store', integrity: '' });
  try {
    const response = await environment.fetch(
      new Request(data, { mode: 'no-cors', redirect: 'follow', signal: controller.signal }),
    );
    response.body?.cancel().catch(() => undefined);
    return { isOpaque: response.type === 'opaque' };
  } catch {
    return undefined;
  }
}
