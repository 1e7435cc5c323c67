import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from '../../server.ts';
import { freePort } from '../../test/support/free-port.ts';
import { start, tail } from './command.ts';
import type { Installed } from './install.ts';

/** Milliseconds that a server has until it answers. */
const PATIENCE = 90_000;

/** A running server. */
export interface Serving {
  /** The origin, without a slash at its end. */
  origin: string;
  stop(): Promise<void>;
}

/** Serves a folder at the root of an origin. */
export async function serveFolder(folder: string): Promise<Serving> {
  const server = await startServer({ root: folder });
  return { origin: new URL(server.url).origin, stop: () => server.stop() };
}

/**
 * Starts a server by a command, and waits until it answers.
 *
 * @throws Error with the end of its log where it does not.
 */
export async function serveCommand(command: string, app: Installed, base: string): Promise<Serving> {
  const port = await freePort();
  const env = { ...app.env, PORT: String(port), BASE: base };
  const group = start(command, { cwd: app.folder, env, log: app.log });
  const origin = `http://localhost:${port}`;
  const until = Date.now() + PATIENCE;
  while (!(await answers(`${origin}${base}`))) {
    if (group.process.exitCode !== null || Date.now() > until) {
      await group.kill();
      throw new Error(`"${command}" does not answer at ${origin}${base}:\n${tail(app.log)}`);
    }
    await sleep(200);
  }
  return { origin, stop: () => group.kill() };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(20_000) });
    await response.arrayBuffer();
    return response.status < 500;
  } catch {
    return false;
  }
}
