import { failedCondition, rangeHolds } from './conditions.ts';
import { createRangeResponse } from './range-response.ts';

/** What a 304 repeats of the response that it stands for. */
const REPEATED = ['cache-control', 'content-location', 'date', 'etag', 'expires', 'last-modified', 'vary'];

/**
 * Answers a request from a complete stored response as a server would: by its conditions, by `Range`, and to HEAD with no body.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13
 */
export async function answerRequest(request: Request, stored: Response): Promise<Response> {
  const { headers, status } = stored;
  if (status !== 200) return stored;
  const failed = failedCondition(request, headers);
  if (failed === 304) return new Response(null, { status: failed, headers: repeated(headers) });
  if (failed) return new Response(null, { status: failed });
  if (request.method === 'HEAD') return new Response(null, { headers });
  const range = request.headers.get('range');
  return range !== null && rangeHolds(request, headers) ? createRangeResponse(range, stored) : stored;
}

function repeated(headers: Headers): [name: string, value: string][] {
  return REPEATED.flatMap((name): [string, string][] => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  });
}
