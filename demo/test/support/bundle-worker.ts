import { build } from 'vite';

const ENTRY = 'worker';

/** Makes one classic script of a service worker's module, as a bundler for production does. */
export async function bundleWorker(code: string): Promise<string> {
  const result = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    root: import.meta.dirname,
    plugins: [
      {
        name: 'worker',
        resolveId: (id) => (id === ENTRY ? id : undefined),
        load: (id) => (id === ENTRY ? code : undefined),
      },
    ],
    build: {
      write: false,
      rolldownOptions: { input: ENTRY, output: { format: 'iife', codeSplitting: false } },
    },
  });
  const [chunk] = 'output' in result ? result.output : [];
  if (!chunk) throw new Error('The worker was not built.');
  return chunk.code;
}
