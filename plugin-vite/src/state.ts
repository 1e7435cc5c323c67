import type { ResolvedConfig } from 'vite';
import type { ResolvedOptions } from 'workbox-background-fetch/build';

/** What the plugins of one `backgroundFetch()` call know together. */
export interface State {
  readonly options: ResolvedOptions;
  /** Set when Vite has resolved its config. */
  config: ResolvedConfig | undefined;
  /** Whether vite-plugin-pwa has called our integration. */
  isWired: boolean;
  /** Where vite-plugin-pwa puts the worker, relative to the output folder. */
  workerPath: string;
  /** The worker's source, where one is compiled: an absolute path with forward slashes. */
  workerSource: string | undefined;
  /** What vite-plugin-pwa's worker (absolute) was told to import, in this build. */
  written: { worker: string; script: string } | undefined;
}

/** Whether vite-plugin-pwa is among the plugins, and means to make a service worker. */
export function hasPwa(config: ResolvedConfig): boolean {
  const pwa = config.plugins.find(({ name }) => name === 'vite-plugin-pwa');
  return pwa !== undefined && (pwa.api as { disabled?: boolean } | undefined)?.disabled !== true;
}
