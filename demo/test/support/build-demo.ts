import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { WorkerMode } from '../../vite.config.ts';

/** A bundler, and the way that it makes the service worker. */
export type DemoBuild = `vite-${WorkerMode}` | 'webpack-generate-sw' | 'webpack-inject-manifest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** Builds the demo as its npm scripts do. Gives the folder. */
export async function buildDemo(name: DemoBuild): Promise<string> {
  const [bundler = '', worker] = name.split(/-(.*)/);
  const env = { ...process.env, DEMO_WORKER: worker };
  await run('npm', ['run', '--silent', `build:${bundler}`], { cwd: root, env });
  return fileURLToPath(new URL(`../../build/${name}`, import.meta.url));
}
