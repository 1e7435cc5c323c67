import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { type ByteServer, sendBytes, startByteServer } from '../support/byte-server.ts';
import { FILE_SIZE } from './shelf.ts';

/** Path → the module that is bundled for it, and how. */
const SCRIPTS: Record<string, [module: string, format: 'iife' | 'esm']> = {
  '/page.js': ['../scale-page.ts', 'esm'],
  '/engine.js': ['../../src/window/fallback/install.ts', 'esm'],
  '/ours/sw.js': ['../scale-worker.ts', 'iife'],
  '/ours/engine-sw.js': ['../../src/sw/fallback/classic.ts', 'iife'],
  '/other/sw.js': ['../scale-bare-worker.ts', 'iife'],
};

const PAGE = '<!doctype html><title>scale</title><script type="module" src="/page.js"></script>';

/** Without them clocks tell whole milliseconds in some browsers. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Serves a page and a worker of each contestant, and the files of downloads, in as many origins as are asked for. */
export async function serveSites(count: number): Promise<ByteServer[]> {
  const scripts = new Map(
    await Promise.all(
      Object.entries(SCRIPTS).map(
        async ([path, [module, format]]) => [path, await bundle(module, format)] as const,
      ),
    ),
  );
  return Promise.all(
    Array.from({ length: count }, () =>
      startByteServer(({ pathname }, _, response) => {
        for (const [name, value] of Object.entries(ISOLATION)) response.setHeader(name, value);
        const script = scripts.get(pathname);
        if (script !== undefined) return response.setHeader('content-type', 'text/javascript').end(script);
        // Only what a download has not stored is asked of the server.
        if (pathname.includes('/tracks/-1/')) {
          response.setHeader('content-type', 'audio/flac');
          return sendBytes(response, FILE_SIZE);
        }
        if (/^\/(ours|other)\/$/.test(pathname))
          return response.setHeader('content-type', 'text/html').end(PAGE);
        return response.writeHead(404).end();
      }),
    ),
  );
}

async function bundle(module: string, format: 'iife' | 'esm'): Promise<string> {
  const { output } = await build({
    input: fileURLToPath(new URL(module, import.meta.url)),
    write: false,
    platform: 'browser',
    tsconfig: false,
    transform: { define: { 'process.env.NODE_ENV': '"production"' }, target: 'es2022' },
    output: { format, minify: true },
  });
  return output[0].code;
}
