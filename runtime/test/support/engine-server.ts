import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseByteRanges } from '../../src/shared/byte-range.ts';

/** How one answer differs from the right one. */
export interface Fault {
  status?: number;
  /** Set last; undefined leaves a header out. */
  headers?: Record<string, string | undefined>;
  /** Bytes instead of the file's. */
  body?: Uint8Array;
  /** Ignores `Range`, as a server that knows none. */
  ignoreRange?: boolean;
  /** Ignores `If-Range`. */
  ignoreCondition?: boolean;
  /** Sends no `Content-Length`. */
  chunked?: boolean;
  /** Destroys the connection after so many bytes of the body; -1 before the head. */
  cutAfter?: number;
  /** Ends the body in good order after so many bytes. */
  endAfter?: number;
  /** Milliseconds between pieces of the body, and their bytes. */
  pace?: { every: number; bytes: number };
}

/** A file that may be replaced while it is being fetched. */
export interface ServedFile {
  body: Uint8Array;
  etag?: string;
  lastModified?: string;
}

/** A request as it came. */
export interface Seen {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  status: number;
}

/** A real HTTP server whose answers go wrong as a test wants. */
export interface EngineServer {
  origin: string;
  files: Map<string, ServedFile>;
  /** Gives the fault of a request, which is the nth of its path, counted from 0. */
  fault: (seen: Seen, nth: number) => Fault | undefined;
  seen: Seen[];
  close(): Promise<void>;
}

/** Starts a server on any free port. */
export async function startEngineServer(): Promise<EngineServer> {
  const server = createServer((request, response) => {
    serve(engineServer, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const engineServer: EngineServer = {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    files: new Map(),
    fault: () => undefined,
    seen: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return engineServer;
}

async function serve(
  server: EngineServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { method = 'GET', url: path = '/', headers } = request;
  const seen: Seen = { method, path, headers, body: Buffer.concat(parts), status: 0 };
  const nth = server.seen.filter((other) => other.path === path).length;
  server.seen.push(seen);
  const fault = server.fault(seen, nth) ?? {};
  if (fault.cutAfter === -1) {
    request.socket.destroy();
    return;
  }
  const answer = answerTo(server.files.get(path), seen, fault);
  const body = answer.body.subarray(0, fault.endAfter);
  seen.status = answer.status;
  const known = Object.entries({
    ...(!fault.chunked && { 'content-length': String(answer.body.length) }),
    ...answer.headers,
    ...fault.headers,
  }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  response.strictContentLength = false;
  response.writeHead(answer.status, Object.fromEntries(known)).flushHeaders();
  await send(response, body.subarray(0, fault.cutAfter), fault.pace);
  if (fault.cutAfter === undefined) response.end();
  else {
    while (response.writableLength > 0 && !response.destroyed) await sleep(1);
    // What the client's kernel has, the client gets.
    await sleep(5);
    response.destroy();
  }
}

function answerTo(
  file: ServedFile | undefined,
  { headers }: Seen,
  fault: Fault,
): { status: number; headers: Record<string, string | undefined>; body: Uint8Array } {
  if (!file) return { status: fault.status ?? 404, headers: {}, body: fault.body ?? Buffer.from('nothing') };
  const { etag, lastModified } = file;
  const size = file.body.length;
  const common = {
    etag,
    'last-modified': lastModified,
    'accept-ranges': fault.ignoreRange ? undefined : 'bytes',
  };
  const condition = headers['if-range'];
  const applies =
    fault.ignoreCondition || condition === undefined || condition === etag || condition === lastModified;
  const ranges =
    headers.range !== undefined && !fault.ignoreRange && applies
      ? parseByteRanges(headers.range, size)
      : undefined;
  if (ranges === 'unsatisfiable')
    return {
      status: 416,
      headers: { ...common, 'content-range': `bytes */${size}` },
      body: new Uint8Array(),
    };
  const [range] = ranges ?? [];
  const body = fault.body ?? (range ? file.body.subarray(range.first, range.last + 1) : file.body);
  const contentRange = range && `bytes ${range.first}-${range.last}/${size}`;
  return {
    status: fault.status ?? (range ? 206 : 200),
    headers: { ...common, 'content-range': contentRange },
    body,
  };
}

async function send(response: ServerResponse, body: Uint8Array, pace: Fault['pace']): Promise<void> {
  const step = pace?.bytes ?? 65_536;
  for (let at = 0; at < body.length && !response.destroyed; at += step) {
    if (!response.write(body.subarray(at, at + step)))
      await new Promise<void>((resolve) => {
        const goOn = (): void => {
          response.off('drain', goOn).off('close', goOn);
          resolve();
        };
        response.on('drain', goOn).on('close', goOn);
      });
    if (pace) await sleep(pace.every);
  }
}
