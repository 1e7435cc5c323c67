import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { WorkerMode } from '../../vite.config.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** Builds the demo with its service worker made in one of the ways, as `npm run build` does. Gives the folder. */
export async function buildDemo(mode: WorkerMode): Promise<string> {
  await run('npm', ['run', '--silent', 'build:vite'], {
    cwd: root,
    env: { ...process.env, DEMO_WORKER: mode },
  });
  return fileURLToPath(new URL(`../../build/${mode}`, import.meta.url));
}
