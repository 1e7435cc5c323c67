import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type InlineConfig, mergeConfig, type PluginOption } from 'vite';

const NODE_MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** An app in a folder of its own. */
export interface App {
  root: string;
  write(path: string, content: string | Uint8Array): Promise<void>;
  read(path: string): Promise<string>;
  /** Paths below a folder, with forward slashes, sorted. */
  files(folder: string): Promise<string[]>;
  /** Size in bytes and SHA-256 as base64url. */
  describe(path: string): Promise<[size: number, hash: string]>;
  remove(): Promise<void>;
}

/** Where the text stands that the source maps are tried with. */
export const MARKER = 'the worker itself says this';

const MANIFEST = JSON.stringify({ name: 'Radio', icons: [{ src: 'icon.png', sizes: '8x8' }] });

const SOURCES: Record<string, string | Uint8Array> = {
  'index.html':
    '<!doctype html><html><head><title>Radio</title></head>' +
    '<body><script type="module" src="/src/main.js"></script></body></html>',
  'src/main.js': [
    "import { downloads } from 'virtual:background-fetch';",
    "import model from './model.bin?url';",
    'Object.assign(globalThis, { downloads, model });',
  ].join('\n'),
  'src/model.bin': bytes(5000, 1),
  'src/sw.ts': [
    "import { precacheAndRoute } from 'workbox-precaching';",
    '',
    'type Scope = { __WB_MANIFEST: string[]; manifest: string[]; greet: () => void };',
    'const scope = self as unknown as Scope;',
    'scope.manifest = self.__WB_MANIFEST;',
    'precacheAndRoute(scope.manifest);',
    'scope.greet = (): void => {',
    `  console.log('${MARKER}');`,
    '};',
  ].join('\n'),
  'public/manifest.webmanifest': MANIFEST,
  'public/icon.png': bytes(100, 2),
  'public/media/one.bin': bytes(3000, 3),
  'public/media/two (live) [mix].bin': bytes(2000, 4),
};

/** Puts the app into a temporary folder. */
export async function createApp(more: Record<string, string | Uint8Array> = {}): Promise<App> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'plugin-vite-')));
  await symlink(NODE_MODULES, join(root, 'node_modules'), 'junction');
  const app: App = {
    root,
    async write(path, content) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), content);
    },
    read: (path) => readFile(join(root, path), 'utf8'),
    async files(folder) {
      const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile());
      return files
        .map((entry) => relative(join(root, folder), join(entry.parentPath, entry.name)))
        .map((path) => path.split(sep).join('/'))
        .sort();
    },
    async describe(path) {
      const content = await readFile(join(root, path));
      return [content.length, createHash('sha256').update(content).digest('base64url')];
    },
    // Servers and watchers that are closed may still be writing.
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
  for (const [path, content] of Object.entries({ ...SOURCES, ...more })) await app.write(path, content);
  return app;
}

/** What every build and server of the app is given; nothing is read from the folders above it. */
export function configOf({ root }: App, plugins: PluginOption[], more: InlineConfig = {}): InlineConfig {
  return mergeConfig(
    { root, configFile: false, logLevel: 'silent', cacheDir: join(root, '.vite'), plugins },
    more,
  );
}

/** Builds the app. */
export async function buildApp(app: App, plugins: PluginOption[], more: InlineConfig = {}): Promise<void> {
  await build(configOf(app, plugins, more));
}

/** Bytes that no compression and no other seed gives. */
export function bytes(size: number, seed: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8) * 7 + seed * 101) & 255);
}
