import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerTo } from './server/answer.ts';
import { createFaultTable } from './server/fault-table.ts';
import { createLibrary } from './server/library.ts';
import { createPace, type Pace } from './server/pace.ts';
import type { RandomBytes } from './server/random-bytes.ts';
import { sendBody } from './server/send-body.ts';
import type { DemoServer, RequestLogEntry, ServerOptions } from './server/types.ts';

export { digestsOf, type RandomBytes } from './server/random-bytes.ts';
export type { DemoServer, Fault, ServerOptions } from './server/types.ts';

/**
 * Serves a built folder over HTTP on localhost: ranges, validators, pages for the app's own paths, and faults on
 * demand.
 *
 * @throws the system error where the port is taken (`EADDRINUSE`).
 */
export async function startServer(options: ServerOptions): Promise<DemoServer> {
  const resources = new Map<string, RandomBytes>();
  const { base = '/', library: folder, tokenLife } = options;
  const library = folder === undefined ? undefined : createLibrary({ folder, base, tokenLife });
  const offer = { fallback: 'index.html', headers: {}, inserts: {}, ...options, base, resources, library };
  const requests: RequestLogEntry[] = [];
  const faults = createFaultTable();
  const shared: Pace[] = options.bytesPerSecond ? [createPace(options.bytesPerSecond)] : [];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
    const entry = logEntry(request, pathname, search);
    requests.push(entry);
    response.once('close', () => {
      entry.done = true;
    });
    // Like a server that does something with an upload, answer once all of it is here.
    const hash = createHash('sha256');
    for await (const chunk of request as AsyncIterable<Uint8Array>) {
      entry.received += chunk.length;
      hash.update(chunk);
    }
    entry.sha256 = hash.digest('hex');
    const fault = faults.take(pathname, request.headers.range !== undefined) ?? {};
    if (fault.delay) await sleep(fault.delay);
    const { status, headers, body, length } = await answerTo(request, { pathname, search }, offer, fault);
    if (response.destroyed) return;
    entry.status = status;
    response.writeHead(status, headers).flushHeaders();
    await sendBody(response, request.method === 'HEAD' ? undefined : body, {
      paces: fault.bytesPerSecond ? [createPace(fault.bytesPerSecond, fault.slowFor, fault.until)] : shared,
      cutAfter: typeof fault.cutAfter === 'function' ? fault.cutAfter(length) : fault.cutAfter,
      onChunk: (bytes) => {
        entry.sent += bytes;
      },
    });
  }

  const listen = (port: number): Promise<Server> =>
    new Promise((resolve, reject) => {
      const server = createServer((request, response) => {
        // A client that goes away in the middle is an everyday event here; any error ends the connection.
        serve(request, response).catch(() => response.destroy());
      });
      server.once('error', reject).listen(port, 'localhost', () => resolve(server));
    });

  let server: Server | undefined = await listen(options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  const origin = `http://localhost:${port}`;
  return {
    origin,
    url: origin + offer.base,
    requests,
    add: (pathname, bytes) => void resources.set(pathname, bytes),
    fault: faults.add,
    heal: faults.clear,
    async stop() {
      const running = server;
      server = undefined;
      if (!running) return;
      const closed = new Promise((resolve) => running.close(resolve));
      running.closeAllConnections();
      await closed;
    },
    async restart() {
      server ??= await listen(port);
    },
  };
}

function logEntry(request: IncomingMessage, pathname: string, search: string): RequestLogEntry {
  const { method = 'GET', headers } = request;
  return { method, pathname, search, headers, received: 0, sha256: '', status: 0, sent: 0, done: false };
}
