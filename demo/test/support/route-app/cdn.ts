import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type DemoServer, startServer } from '../../../server.ts';

/** A server of files on an origin of its own. */
export interface Cdn extends DemoServer {
  /** How often each path has been asked for. */
  counts(): Record<string, number>;
  close(): Promise<void>;
}

/**
 * Serves files from another origin than the app's.
 *
 * @param files - path → content.
 * @param isOpen - whether it lets pages of other origins read them.
 */
export async function startCdn(files: Record<string, string>, isOpen = true): Promise<Cdn> {
  const root = await mkdtemp(join(tmpdir(), 'background-fetch-cdn-'));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  const server = await startServer({ root, headers: isOpen ? { 'Access-Control-Allow-Origin': '*' } : {} });
  return {
    ...server,
    counts() {
      const counts: Record<string, number> = {};
      for (const { pathname } of server.requests) counts[pathname] = (counts[pathname] ?? 0) + 1;
      return counts;
    },
    async close() {
      await server.stop();
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
