import { parseArgs } from 'node:util';
import { type DemoServer, type ServerOptions, startServer } from './server.ts';

const { values } = parseArgs({
  options: {
    root: { type: 'string', default: 'dist' },
    base: { type: 'string', default: '/' },
    port: { type: 'string', default: '4173' },
    /** KB per second, shared by all answers. */
    throttle: { type: 'string', default: '0' },
  },
});

const server = await startOnFreePort({
  root: values.root,
  base: values.base,
  port: Number(values.port),
  bytesPerSecond: Number(values.throttle) * 1000,
});
const pace = values.throttle === '0' ? '' : `, at ${values.throttle} KB/s`;
console.log(`Serving ${values.root} at ${server.url}${pace} (Ctrl+C stops)`);

async function startOnFreePort(options: ServerOptions): Promise<DemoServer> {
  try {
    return await startServer(options);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    return startServer({ ...options, port: 0 });
  }
}
