import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type DemoServer, type ServerOptions, startServer } from './server.ts';

const FOLDERS = { vite: 'build/vite-generate-sw', webpack: 'build/webpack-generate-sw' };

const { values } = parseArgs({
  options: {
    /** vite or webpack. */
    bundler: { type: 'string', default: 'vite' },
    port: { type: 'string', default: '4173' },
    /** KB per second, shared by all answers. */
    throttle: { type: 'string', default: '0' },
  },
});

const root = FOLDERS[values.bundler as keyof typeof FOLDERS];
if (!root) throw new Error(`--bundler is "${values.bundler}"; it can be: ${Object.keys(FOLDERS).join(', ')}`);
const { status } = spawnSync('npm', ['run', '--silent', `build:${values.bundler}`], {
  cwd: import.meta.dirname,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (status !== 0) process.exit(status ?? 1);

const server = await startOnFreePort({
  root,
  library: 'build/library',
  port: Number(values.port),
  bytesPerSecond: Number(values.throttle) * 1000,
});
const pace = values.throttle === '0' ? '' : `, at ${values.throttle} KB/s`;
console.log(`\nThe demo is at ${server.url}${pace} (Ctrl+C stops it)`);

/** Another copy of the demo may have the port. */
async function startOnFreePort(options: ServerOptions): Promise<DemoServer> {
  try {
    return await startServer(options);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    return startServer({ ...options, port: 0 });
  }
}
