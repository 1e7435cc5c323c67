import { parseContentRange } from '../../shared/content-range.ts';
import type { DownloadFailure } from '../../shared/download-snapshot.ts';
import type { LedgerRequest } from '../../store/schema.ts';

/** What is wrong with a response, whatever its URL. */
export type Fault = Omit<DownloadFailure, 'url'>;

type Head = Pick<Response, 'status' | 'headers'>;

/** Files that are no pages. Others may be, whatever their name looks like: there are articles about `Node.js`. */
const NO_PAGE =
  /\.(?:mp[34d]|m4\w|m3u8?|mov|mkv|webm|og[agv]|opus|aac|flac|wav|ts|vtt|srt|jpe?g|png|gif|webp|avif|svg|ico|[ot]tf|woff2?|pdf|epub|zip|gz|br|wasm|bin|data?|json|csv|onnx|gguf|safetensors|tflite|glb|gltf|pmtiles|mbtiles|pbf|sqlite|db)$/i;

/**
 * What is wrong with a response as far as its head tells: a part in place of the whole, or a page in place of a file, as
 * servers of single-page apps answer for what is missing.
 *
 * @param wanted - undefined for a record that no route knows.
 */
export function judgeHead(
  request: Request,
  response: Head,
  wanted: LedgerRequest | undefined,
): Fault | undefined {
  const { status, headers } = response;
  const range = status === 206 ? parseContentRange(headers.get('content-range') ?? '') : undefined;
  const isWhole = range?.first === 0 && range.last + 1 === range.size;
  if (status === 206 && !isWhole && !request.headers.has('range')) {
    return {
      reason: 'wrong-size',
      status,
      expected: range?.size,
      received: range && range.last - range.first + 1,
    };
  }
  // Where the size is known, it says more than the type: some servers call everything a page.
  const page = wanted?.size === undefined ? pageInPlaceOf(request, response) : undefined;
  return page && NO_PAGE.test(page.expected as string) ? page : undefined;
}

/**
 * What is wrong with a body whose size is known.
 *
 * @param received - bytes; undefined for more than there may be.
 */
export function judgeSize(
  request: Request,
  response: Head,
  { size, decodedSize }: Pick<LedgerRequest, 'size' | 'decodedSize'>,
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
