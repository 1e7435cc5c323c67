import { type IncomingMessage, type OutgoingHttpHeaders, STATUS_CODES } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { parseByteRange } from './byte-range.ts';
import { inserted } from './inserted.ts';
import type { Library } from './library.ts';
import { mediaType } from './media-types.ts';
import type { RandomBytes } from './random-bytes.ts';
import { randomResource } from './random-resource.ts';
import type { Representation } from './representation.ts';
import { resolveFile } from './resolve-file.ts';
import type { Fault, ServerOptions } from './types.ts';
import { isNotModified, rangeApplies } from './validators.ts';

/** Where a response body comes from: bytes at hand, bytes made when they are sent, or nothing. */
export type AnswerBody = Uint8Array | (() => AsyncIterable<Uint8Array>) | undefined;

/** A response as decided, before a byte is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: AnswerBody;
  /** Bytes of the body. */
  readonly length: number;
}

/** What the server has to offer. */
export interface Offer
  extends Required<Pick<ServerOptions, 'root' | 'base' | 'fallback' | 'headers' | 'inserts'>> {
  readonly resources: ReadonlyMap<string, RandomBytes>;
  readonly library?: Library | undefined;
}

/** Where a request leads, as it is written in it. */
export type Target = Pick<URL, 'pathname' | 'search'>;

/** Decides the answer to a request; a fault replaces what it names and leaves the rest right. */
export async function answerTo(
  request: IncomingMessage,
  target: Target,
  offer: Offer,
  fault: Fault,
): Promise<Answer> {
  const { pathname } = target;
  const plain = await plainAnswer(request, target, offer, fault);
  const status = fault.status ?? (fault.body ? 200 : plain.status);
  const replaced = fault.body ?? (fault.status && fault.status >= 400 ? statusText(status) : undefined);
  const body = replaced ?? plain.body;
  const zipped = fault.gzip && body ? await promisify(gzip)(await wholeOf(body)) : undefined;
  const length = (zipped ?? replaced)?.length ?? plain.length;
  const headers: OutgoingHttpHeaders = {
    ...plain.headers,
    ...(replaced && { 'Content-Range': undefined }),
    ...(replaced && { 'Content-Type': fault.body ? mediaType(pathname) : 'text/plain; charset=utf-8' }),
    ...(zipped && { 'Content-Encoding': 'gzip' }),
    'Content-Length': fault.noLength || status === 304 ? undefined : length,
    ...offer.headers,
    ...fault.headers,
  };
  return { status, headers: withoutUndefined(headers), body: zipped ?? body, length };
}

async function wholeOf(body: NonNullable<AnswerBody>): Promise<Uint8Array> {
  return body instanceof Uint8Array ? body : buffer(body());
}

async function plainAnswer(
  request: IncomingMessage,
  target: Target,
  offer: Offer,
  fault: Fault,
): Promise<Answer> {
  const { base, headers } = offer;
  if (`${target.pathname}/` === base) return textAnswer(308, { Location: base });
  const found = await find(request, target, offer, fault);
  if (!found) return textAnswer(404);
  if (found === 'forbidden') return textAnswer(403);
  // A preflight: whoever lets other origins in lets them send what they like.
  if (request.method === 'OPTIONS' && headers['Access-Control-Allow-Origin'])
    return textAnswer(200, { 'Access-Control-Allow-Headers': '*' });
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (!reads) return textAnswer(405, { Allow: 'GET, HEAD' });
  return representationAnswer(request, found, base, fault);
}

async function find(
  request: IncomingMessage,
  { pathname, search }: Target,
  { root, base, fallback, inserts, resources, library }: Offer,
  { version }: Fault,
): Promise<Representation | 'forbidden' | undefined> {
  const kept = await library?.find(pathname, search);
  if (kept) return kept;
  const bytes = resources.get(pathname);
  if (bytes) return randomResource(pathname, version === undefined ? bytes : { ...bytes, version });
  const navigation = request.headers.accept?.includes('text/html') === true;
  const file = await resolveFile(pathname, { root, base, fallback, navigation });
  const isWorker = request.headers['service-worker'] === 'script';
  const insert = isWorker ? inserts.workers : file?.path.endsWith('.html') ? inserts.pages : undefined;
  return file && insert !== undefined ? inserted(insert, file.path, file) : file;
}

function representationAnswer(
  request: IncomingMessage,
  file: Representation,
  base: string,
  fault: Fault,
): Answer {
  const validators = fault.noValidators ? undefined : file.validators;
  const knowsRanges = !fault.ignoreRange && !fault.gzip;
  const headers: OutgoingHttpHeaders = {
    ...commonHeaders(file.type),
    ...(validators && { ETag: validators.etag, 'Last-Modified': validators.lastModified }),
    ...(knowsRanges && { 'Accept-Ranges': 'bytes' }),
    ...(file.type.startsWith('text/javascript') && { 'Service-Worker-Allowed': base }),
  };
  if (validators && isNotModified(request.headers, validators)) {
    return { status: 304, headers, body: undefined, length: 0 };
  }
  const wanted = knowsRanges && request.method === 'GET' && rangeApplies(request.headers, validators);
  const range = wanted ? parseByteRange(request.headers.range, file.size) : undefined;
  if (range === 'unsatisfiable') {
    return textAnswer(416, { ...headers, 'Content-Range': `bytes */${file.size}` });
  }
  const part = range ?? { first: 0, last: file.size - 1 };
  return {
    status: range ? 206 : 200,
    headers: { ...headers, 'Content-Range': range && `bytes ${range.first}-${range.last}/${file.size}` },
    body: () => file.read(part),
    length: part.last - part.first + 1,
  };
}

function textAnswer(status: number, headers: OutgoingHttpHeaders = {}): Answer {
  const body = statusText(status);
  const common = commonHeaders('text/plain; charset=utf-8');
  return { status, headers: { ...headers, ...common }, body, length: body.length };
}

function commonHeaders(type: string): OutgoingHttpHeaders {
  return { 'Content-Type': type, 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' };
}

function statusText(status: number): Uint8Array {
  return Buffer.from(`${status} ${STATUS_CODES[status] ?? ''}\n`);
}

function withoutUndefined(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
}
