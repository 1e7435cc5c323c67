import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BackgroundFetchOptions, withBackgroundFetch } from 'workbox-background-fetch/build';
import { type GenerateSWOptions, generateSW, injectManifest } from 'workbox-build';
import { type DemoServer, startServer } from '../../../server.ts';
import { bundleWorker } from '../bundle-worker.ts';
import { launchBrowser } from '../launch-browser.ts';
import type { TestBrowser, TestPage } from '../test-browser.ts';
import type { Variant } from '../variants.ts';

/** A small app with a generated worker: any files, any routes, over a server with faults. */
export interface RouteApp {
  readonly server: DemoServer;
  browser: TestBrowser;
  page: TestPage;
  /** Opens another page of the app. */
  open(path?: string): Promise<TestPage>;
  /** Starts the browser again after it was killed, on the profile that it had. */
  relaunch(): Promise<void>;
  /** Puts the worker of another build in the place of the app's, as a deployment does; pages find it when they look for updates. */
  rebuild(options?: Partial<Pick<RouteAppOptions, 'files' | 'routes'>>): Promise<void>;
  close(): Promise<void>;
}

/** What the app consists of. */
export interface RouteAppOptions {
  /** Path in the app → content. */
  files: Record<string, string | Uint8Array>;
  routes: BackgroundFetchOptions['routes'];
  workbox?: Partial<GenerateSWOptions>;
  concurrency?: number;
  /** The source of a module of hooks. */
  hooks?: string;
  namespaces?: boolean;
  /** A worker by hand in the place of the generated one. */
  worker?: OwnWorker;
  /** Text before the first byte of each page. */
  pages?: string;
  /** A worker's script that the app begins with, in the place of the one of this build, which `rebuild` brings. */
  first?: string;
  /** Whether what the browser stores outlives it; not in WebKit. */
  lasting?: boolean;
  /** Whether Chromium allows one start for each press, as it does by default, and not any. */
  isStrict?: boolean;
}

/** A worker by hand. */
export interface OwnWorker {
  /** A module, whose precache manifest is `self.__WB_MANIFEST`. */
  source: string;
  /** When the routes, whose requests are templates then, are registered: before all that is in the source, or after it. */
  ours: 'first' | 'last';
}

const DIST = fileURLToPath(new URL('../../../../runtime/dist/', import.meta.url));

/** The app's only script: tests find the client in the page as `downloads`. */
const SCRIPT = `import { BackgroundFetchClient } from './client.js';
self.downloads = new BackgroundFetchClient();`;

/** Writes, builds, serves and opens the app, and waits for its worker. */
export async function startRouteApp(
  { browser: name, engine }: Omit<Variant, 'build'>,
  options: RouteAppOptions,
): Promise<RouteApp> {
  const root = await mkdtemp(join(tmpdir(), 'background-fetch-routes-'));
  await writeApp(root, engine === 'fallback', options);
  if (options.first !== undefined) await writeFile(join(root, 'sw.js'), options.first);
  const server = await startServer({ root, inserts: { pages: options.pages ?? '' } });
  const profile = options.lasting ? await mkdtemp(join(tmpdir(), 'background-fetch-lasting-')) : undefined;
  const launch = async (): Promise<Pick<RouteApp, 'browser' | 'page'>> => {
    const browser = await launchBrowser(name, {
      native: engine === 'native',
      isStrict: options.isStrict,
      ...(profile && { profile }),
    });
    const page = await openPage(browser, server.url);
    if (!options.isStrict) await page.evaluate(allow);
    return { browser, page };
  };
  const app: RouteApp = {
    server,
    ...(await launch()),
    open: (path = '') => openPage(app.browser, server.url + path),
    relaunch: async () => void Object.assign(app, await launch()),
    rebuild: (changed) => writeApp(root, engine === 'fallback', { ...options, ...changed }),
    async close() {
      await app.browser.close();
      await server.stop();
      for (const folder of [root, profile])
        if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return app;
}

/** Lets the client know what it would learn from the second start: that the browser takes any. */
async function allow(): Promise<void> {
  await caches.open('workbox-background-fetch-allowed');
}

async function openPage(browser: TestBrowser, url: string): Promise<TestPage> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js');
    await navigator.serviceWorker.ready;
  });
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  return page;
}

async function writeApp(
  root: string,
  hasFallback: boolean,
  { files, routes, workbox, concurrency, namespaces, hooks, worker }: RouteAppOptions,
): Promise<void> {
  const fallback = hasFallback ? '<script src="/fallback-window.iife.js"></script>' : '';
  const shell = `<!doctype html><title>shell</title>${fallback}<script type="module" src="/app.js"></script>`;
  for (const [path, content] of Object.entries({ 'index.html': shell, 'app.js': SCRIPT, ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  await copyFile(join(DIST, 'size/window.js'), join(root, 'client.js'));
  await copyFile(join(DIST, 'fallback-window.iife.js'), join(root, 'fallback-window.iife.js'));
  const common = {
    globDirectory: root,
    globPatterns: ['**/*.{html,js}'],
    swDest: join(root, 'sw.js'),
    ...workbox,
  };
  const hooksFile = `${root}.hooks.ts`;
  if (hooks !== undefined) await writeFile(hooksFile, hooks);
  const backgroundFetch = {
    routes,
    ...(hooks !== undefined && { worker: hooksFile }),
    fallback: hasFallback ? 'always' : false,
    ...(concurrency !== undefined && { concurrency }),
    ...(namespaces && { namespaces }),
  } as const;
  if (!worker) {
    await generateSW(
      withBackgroundFetch({ skipWaiting: true, clientsClaim: true, ...common, backgroundFetch }),
    );
    await rm(hooksFile, { force: true });
    return;
  }
  const swSrc = `${root}.worker.js`;
  const isFirst = worker.ours === 'first';
  await writeFile(swSrc, await bundleWorker(isFirst ? worker.source : withRoutes(worker.source, routes)));
  const config = { ...common, swSrc };
  await injectManifest(isFirst ? withBackgroundFetch({ ...config, backgroundFetch }) : config);
  await rm(swSrc);
}

/** Ends a worker's source with the routes, and the engine for browsers that have none. */
function withRoutes(source: string, routes: RouteAppOptions['routes']): string {
  const config = {
    routes: routes.map(({ id, requests }) => ({ id, requests: [requests].flat().map((url) => ({ url })) })),
  };
  return `${source}
import { installFallback } from 'workbox-background-fetch/fallback-sw';
import { registerBackgroundFetchRoutes } from 'workbox-background-fetch/sw';
registerBackgroundFetchRoutes(${JSON.stringify(config)}, { installFallback });`;
}

/** How a download has ended, as the page sees it. */
export interface Outcome {
  state: string;
  failureReason: string;
  failures: { url: string; reason: string; status?: number; expected?: unknown; received?: unknown }[];
  /** Of the error with which `stored` has rejected. */
  error?: { code: string; details: unknown };
}

/** What `fetch()` of the client is given besides the id. */
export interface FetchOptions {
  requests?: (string | { url: string; as?: string; size?: number; revision?: string; integrity?: string })[];
  metadata?: unknown;
  title?: string;
}

/** Starts a download in the page, and waits for its end. */
export function download(page: TestPage, id: string, options: FetchOptions = {}): Promise<Outcome> {
  return page.evaluate(
    async (name, given): Promise<Outcome> => {
      const { downloads } = self as unknown as { downloads: Client };
      const started = await downloads.fetch(name, given);
      const error = await started.stored.then(
        () => undefined,
        ({ code, details }: NonNullable<Outcome['error']>) => ({ code, details }),
      );
      const { state, failureReason, failures } = started;
      return { state, failureReason, failures: [...failures], ...(error && { error }) };
    },
    id,
    options,
  );
}

interface Client {
  fetch(id: string, options: FetchOptions): Promise<Outcome & { stored: Promise<unknown> }>;
}

/** What a page of the app gets for a URL. */
export function textOf(page: TestPage, url: string): Promise<string> {
  return page.evaluate(async (address) => {
    try {
      const response = await fetch(address);
      return response.ok ? await response.text() : String(response.status);
    } catch (error) {
      return (error as Error).name;
    }
  }, url);
}
