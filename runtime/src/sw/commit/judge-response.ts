import { parseContentRange } from '../../shared/content-range.ts';
import type { DownloadFailure } from '../../shared/download-snapshot.ts';
import type { LedgerFile } from '../../store/schema.ts';

/** What is wrong with a response, whatever its URL. */
export type Fault = Omit<DownloadFailure, 'url'>;

type Head = Pick<Response, 'status' | 'headers'>;

/**
 * What is wrong with a response as far as its head tells: a part in place of the whole, or a page in place of a file, as
 * servers of single-page apps answer for what is missing.
 *
 * @param noPage - matches the extensions of files that are no pages. Others may be, whatever their name looks like: there are articles
 * about `Node.js`.
 */
export function judgeHead(
  request: Request,
  response: Head,
  { size }: LedgerFile,
  noPage: RegExp | undefined,
): Fault | undefined {
  const { status, headers } = response;
  if (status === 206 && !request.headers.has('range')) {
    const range = parseContentRange(headers.get('content-range') ?? '');
    const received = range && range.last - range.first + 1;
    if (!received || received !== range.size)
      return { reason: 'wrong-size', status, expected: range?.size, received };
  }
  // Where the size is known, it says more than the type: some servers call everything a page.
  const page = size === undefined ? pageInPlaceOf(request, response) : undefined;
  return page && noPage?.test(page.expected as string) ? page : undefined;
}

/**
 * What is wrong with a body whose size is known.
 *
 * @param received - bytes; undefined for more than there may be.
 */
export function judgeSize(
  request: Request,
  response: Head,
  { size, decodedSize }: Pick<LedgerFile, 'size' | 'decodedSize'>,
  received: number | undefined,
): Fault | undefined {
  if (size === undefined || (received !== undefined && [size, decodedSize].includes(received)))
    return undefined;
  const page = pageInPlaceOf(request, response);
  return page ?? { reason: 'wrong-size', status: response.status, expected: size, received };
}

function pageInPlaceOf({ url }: Request, { status, headers }: Head): Fault | undefined {
  const [received] =
    /^(?:text|application)\/x?html[^;\s]*/.exec(headers.get('content-type')?.toLowerCase() ?? '') ?? [];
  if (!received) return undefined;
  const [expected] = /\.(?!x?html?$)\w+$/i.exec(new URL(url).pathname) ?? [];
  return expected ? { reason: 'wrong-type', status, expected, received } : undefined;
}
