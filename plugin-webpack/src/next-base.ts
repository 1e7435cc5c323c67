import type { Compiler } from './bundler.ts';

/** What Next.js has its own code know the base path by. */
const DEFINITION = 'process.env.__NEXT_ROUTER_BASEPATH';

/**
 * The base of a Next.js app, such as `/app/`; undefined in any other compiler. Its publicPath does not tell: that is where
 * `/_next/` is, which may be on a CDN.
 *
 * @see https://nextjs.org/docs/app/api-reference/config/next-config-js/basePath
 */
export function nextBase({ options }: Compiler): string | undefined {
  for (const plugin of options.plugins) {
    const defined = (plugin as { definitions?: Record<string, unknown> } | null)?.definitions?.[DEFINITION];
    if (typeof defined === 'string') return `${JSON.parse(defined)}/`;
  }
  return undefined;
}
