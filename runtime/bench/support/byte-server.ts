import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const BLOCK = Buffer.alloc(1024 * 1024, 'background fetch ');

/** A server on localhost. */
export interface ByteServer {
  /** Ends with a slash. */
  url: string;
  close(): void;
}

/** Answers each request with what the function does. */
export async function startByteServer(
  answer: (url: URL, request: IncomingMessage, response: ServerResponse) => unknown,
): Promise<ByteServer> {
  const server = createServer((request, response) =>
    answer(new URL(request.url ?? '', 'http://localhost'), request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Sends so many bytes, as fast as they are taken. */
export function sendBytes(response: ServerResponse, size: number): void {
  let left = size;
  response.setHeader('content-length', size);
  const write = (): void => {
    while (left > 0) {
      const part = BLOCK.subarray(0, Math.min(left, BLOCK.length));
      left -= part.length;
      if (!response.write(part)) return void response.once('drain', write);
    }
    response.end();
  };
  write();
}

/** The same bytes at once. */
export function bytesOf(size: number): Uint8Array {
  return Buffer.concat(Array.from({ length: Math.ceil(size / BLOCK.length) }, () => BLOCK)).subarray(0, size);
}
