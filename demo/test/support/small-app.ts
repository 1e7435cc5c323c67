import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'uvu';
import { type DemoServer, type ServerOptions, startServer } from '../../server.ts';

/** A folder with a small app, for as long as the process lives. */
const folder: string = mkdtempSync(join(tmpdir(), 'demo-server-'));
export const root: string = join(folder, 'dist');
export const audio: Buffer = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 251));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(root, 'media'), { recursive: true });
writeFileSync(join(folder, 'secret.txt'), 'secret');
writeFileSync(join(root, 'index.html'), '<!doctype html><title>app</title>');
writeFileSync(join(root, 'media', 'a b.wav'), audio);
writeFileSync(join(root, 'media', 'empty.svg'), '');
for (const name of ['sw.js', 'pyodide.mjs', 'm.wasm', 'l.json', 'z.zip', 'manifest.webmanifest']) {
  writeFileSync(join(root, name), 'x');
}
export const WAV = '/media/a%20b.wav';

/** What came back. */
export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Whether the connection broke before the promised end. */
  broken: boolean;
}

/** One request as written: unlike fetch, it neither normalises the path nor hides a broken connection. */
export function send(
  server: DemoServer,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  upload?: Uint8Array,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(server.origin);
    const request = httpRequest(
      { host: 'localhost', port, path, headers, method, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        const done = (): void =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
            broken: !response.complete,
          });
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', () => undefined).on('close', done);
      },
    );
    request.on('error', reject).end(upload);
  });
}

/** Starts servers that are stopped after each test, even one that fails: else they would keep the process alive. */
export function starter<Context>(
  test: Test<Context>,
): (options?: Partial<ServerOptions>) => Promise<DemoServer> {
  const running: DemoServer[] = [];
  test.after.each(async () => {
    await Promise.all(running.splice(0).map((server) => server.stop()));
  });
  return async (options = {}) => {
    const server = await startServer({ root, ...options });
    running.push(server);
    return server;
  };
}

/** Gives all tests of a suite one server. */
export function shareServer(test: Test<{ server: DemoServer }>): void {
  test.before(async (context) => {
    context.server = await startServer({ root });
  });
  test.after(({ server }) => server.stop());
}
