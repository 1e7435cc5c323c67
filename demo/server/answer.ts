import { type IncomingMessage, type OutgoingHttpHeaders, STATUS_CODES } from 'node:http';
import { type ByteRange, parseByteRange } from './byte-range.ts';
import { mediaType } from './media-types.ts';
import { resolveFile, type ServedFile } from './resolve-file.ts';
import type { Fault, ServerOptions } from './types.ts';
import { isNotModified, rangeApplies, validatorsOf } from './validators.ts';

/** Where a response body comes from: bytes at hand, a part of a file, or nothing. */
export type AnswerBody = Uint8Array | { readonly path: string; readonly range: ByteRange } | undefined;

/** A response as decided, before a byte is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: AnswerBody;
}

/** Decides the answer to a request; a fault replaces what it names and leaves the rest right. */
export async function answerTo(
  request: IncomingMessage,
  pathname: string,
  options: Required<Pick<ServerOptions, 'root' | 'base' | 'fallback'>>,
  fault: Fault,
): Promise<Answer> {
  const plain = await plainAnswer(request, pathname, options, fault);
  const status = fault.status ?? (fault.body ? 200 : plain.status);
  const replaced = fault.body ?? (fault.status && fault.status >= 400 ? statusText(status) : undefined);
  const headers: OutgoingHttpHeaders = {
    ...plain.headers,
    ...(replaced && { 'Content-Length': replaced.length, 'Content-Range': undefined }),
    ...(replaced && { 'Content-Type': fault.body ? mediaType(pathname) : 'text/plain; charset=utf-8' }),
    ...fault.headers,
  };
  return { status, headers: withoutUndefined(headers), body: replaced ?? plain.body };
}

async function plainAnswer(
  request: IncomingMessage,
  pathname: string,
  options: Required<Pick<ServerOptions, 'root' | 'base' | 'fallback'>>,
  fault: Fault,
): Promise<Answer> {
  if (`${pathname}/` === options.base) return textAnswer(308, { Location: options.base });
  const navigation = request.headers.accept?.includes('text/html') === true;
  const file = await resolveFile(pathname, { ...options, navigation });
  if (!file) return textAnswer(404);
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (!reads) return textAnswer(405, { Allow: 'GET, HEAD' });
  return fileAnswer(request, file, options.base, fault);
}

function fileAnswer(request: IncomingMessage, file: ServedFile, base: string, fault: Fault): Answer {
  const validators = fault.noValidators ? undefined : validatorsOf(file.stats);
  const headers: OutgoingHttpHeaders = {
    ...commonHeaders(mediaType(file.path)),
    ...(validators && { ETag: validators.etag, 'Last-Modified': validators.lastModified }),
    ...(!fault.ignoreRange && { 'Accept-Ranges': 'bytes' }),
    ...(/\.m?js$/.test(file.path) && { 'Service-Worker-Allowed': base }),
  };
  if (validators && isNotModified(request.headers, validators)) {
    return { status: 304, headers, body: undefined };
  }
  const wanted = !fault.ignoreRange && request.method === 'GET' && rangeApplies(request.headers, validators);
  const range = wanted ? parseByteRange(request.headers.range, file.size) : undefined;
  if (range === 'unsatisfiable') {
    return textAnswer(416, { ...headers, 'Content-Range': `bytes */${file.size}` });
  }
  const { first, last } = range ?? { first: 0, last: file.size - 1 };
  return {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'Content-Length': last - first + 1,
      'Content-Range': range && `bytes ${first}-${last}/${file.size}`,
    },
    body: { path: file.path, range: { first, last } },
  };
}

function textAnswer(status: number, headers: OutgoingHttpHeaders = {}): Answer {
  const body = statusText(status);
  const common = { ...commonHeaders('text/plain; charset=utf-8'), 'Content-Length': body.length };
  return { status, headers: { ...headers, ...common }, body };
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
