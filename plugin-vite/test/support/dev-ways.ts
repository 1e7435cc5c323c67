import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PluginOption } from 'vite';
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa';
import type { BackgroundFetchOptions } from 'workbox-background-fetch/build';
import { backgroundFetch } from '../../src/index.ts';
import { PWA, PWA_COMPILED } from './ways.ts';

/** A way to have the service worker made on a dev server. */
export interface DevWay {
  name: string;
  plugins(): PluginOption[];
  worker: string;
  type: WorkerType;
  /** What holds the config. */
  script: string;
  base?: string;
}

/** What a worker of modules imports: if Vite found it only then, it would reload the page in the middle of a test. */
export const DEPENDENCIES: string[] = [
  'workbox-core',
  'workbox-precaching',
  'workbox-strategies/Strategy.js',
  'workbox-strategies/StrategyHandler.js',
  'workbox-window/messageSW.js',
];

/** Where VitePWA has its worker for all dev servers of this process: it makes it for the first alone. */
const devDist = mkdtempSync(join(tmpdir(), 'dev-dist-'));
process.once('exit', () => rmSync(devDist, { recursive: true }));

/** Every way to serve a worker with these options. */
export function devWays(options: BackgroundFetchOptions): DevWay[] {
  const beside = (pwa: Partial<VitePWAOptions>, type: WorkerType): PluginOption[] => {
    const bf = backgroundFetch(options);
    const devOptions = { enabled: true, type, suppressWarnings: true, resolveTempFolder: () => devDist };
    return [bf, VitePWA({ ...pwa, devOptions, integration: bf.integration })];
  };
  const alone = { worker: 'sw.js', type: 'classic' } as const;
  const generated = { plugins: () => backgroundFetch(options), script: 'background-fetch-sw.js', ...alone };
  return [
    { name: 'generateSW', ...generated },
    { name: 'generateSW below a base', ...generated, base: '/app/' },
    {
      name: 'injectManifest',
      plugins: () => backgroundFetch({ ...options, injectManifest: { swSrc: 'src/sw.ts' } }),
      script: 'sw.js',
      ...alone,
    },
    {
      name: 'VitePWA, generateSW',
      plugins: () => beside(PWA, 'classic'),
      worker: 'dev-sw.js?dev-sw',
      type: 'classic',
      script: 'background-fetch-sw.js',
    },
    {
      name: 'VitePWA, injectManifest',
      plugins: () => beside(PWA_COMPILED, 'module'),
      worker: 'dev-sw.js?dev-sw',
      type: 'module',
      script: '@id/__x00__virtual:background-fetch/sw',
    },
  ];
}
