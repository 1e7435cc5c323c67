import type { Compiler } from './bundler.ts';

/**
 * Whether a compiler's code runs on a server. Frameworks have one for each place, give all of them the same plugins, and
 * have a service worker in that of the pages alone.
 */
export function isForServer({ options: { name = '', target, externalsPresets } }: Compiler): boolean {
  return (
    externalsPresets?.node === true ||
    [target].flat().includes('webworker') ||
    // Next.js compiles what runs at the edge for the target "web".
    /(?:^|[^a-z])(?:server|ssr)(?:[^a-z]|$)/i.test(name)
  );
}

/** Whether what comes out is to be deployed. */
export function isProduction({ options: { mode = 'production' } }: Compiler): boolean {
  return mode === 'production';
}
