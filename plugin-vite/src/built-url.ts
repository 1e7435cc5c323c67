import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ResolvedConfig } from 'vite';
import { isPage, publicUrl } from 'workbox-background-fetch/build/internal';
import { outputFolder } from './output-folder.ts';

/** What Vite's config says of URLs. */
export type UrlConfig = Pick<ResolvedConfig, 'root' | 'build' | 'publicDir' | 'experimental'>;

/**
 * The URL of a file of the output that is elsewhere than below the app's base: the base is on another origin, or Vite's option
 * `experimental.renderBuiltUrl` says so. Pages are where the app is. Undefined where the path says it all.
 */
export function builtUrl(
  config: UrlConfig,
  { folder, base }: { folder: string; base: string },
  path: string,
): string | undefined {
  const { renderBuiltUrl } = config.experimental;
  // A framework's own folder has other paths than Vite.
  if (!renderBuiltUrl || isPage(path) || folder !== outputFolder(config)) return publicUrl(base, path);
  const type = config.publicDir && existsSync(join(config.publicDir, path)) ? 'public' : 'asset';
  const said = renderBuiltUrl(path, { type, hostId: 'index.html', hostType: 'html', ssr: false });
  if (typeof said !== 'string') return publicUrl(base, path);
  // Others are relative to the page.
  return /^(?:[a-z]+:)?\//i.test(said) ? said : undefined;
}
