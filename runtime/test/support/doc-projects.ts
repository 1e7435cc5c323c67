import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { declarationCode } from '../../src/build/generate/declaration.ts';
import { resolveOptions } from '../../src/build/options/resolve-options.ts';
import { docBlocks } from './doc-blocks.ts';

const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const CLIENT = 'vite-plugin-background-fetch/client';

/** As a new project of Vite has it. */
const OPTIONS = {
  target: 'es2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  moduleDetection: 'force',
  allowImportingTsExtensions: true,
  verbatimModuleSyntax: true,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
};

/** What a piece of a page's or a config's code takes for granted, and frameworks that only their examples install. */
const GRANTED_TO_PAGES = `/// <reference types="${CLIENT}" />
type RouteOptions = import('workbox-background-fetch/build').RouteOptions;
declare const routes: RouteOptions[];
declare const downloads: typeof import('${CLIENT}').downloads;
declare const BackgroundFetchClient: typeof import('workbox-background-fetch/window').BackgroundFetchClient;
declare const backgroundFetch: typeof import('vite-plugin-background-fetch').backgroundFetch;
declare const bf: ReturnType<typeof backgroundFetch>;
declare const defineConfig: typeof import('vite').defineConfig;
declare const VitePWA: typeof import('vite-plugin-pwa').VitePWA;
declare const [reactRouter, tanstackStart, viteReact]: (() => import('vite').Plugin)[];
declare const defineNuxtConfig: (config: { vite: import('vite').UserConfig } & Record<string, unknown>) => unknown;
declare module '@vite-pwa/*';
declare module 'vitepress';
`;

/** The same for workers. */
const GRANTED_TO_WORKERS = `declare const routes: import('workbox-background-fetch/sw').WorkerRoute[];
`;

/** A document and its code, on their way to the compiler. */
export interface DocProject {
  /** The folder of its files, below that of all of them. */
  name: string;
  /** The configs of its TypeScript projects. */
  configs: string[];
}

/**
 * Writes a page of docs/tasks as the app that it is, with the declaration that the build makes of its routes.
 *
 * @param wrong - a statement that the compiler has to refuse; it stands in `wrong.ts`.
 */
export async function writeTask(folder: string, document: string, wrong: string): Promise<DocProject> {
  const root = join(folder, nameOf(document));
  const blocks = await docBlocks(document);
  const files = new Map(blocks.flatMap(({ file, code }) => (file === undefined ? [] : [[file, code]])));
  files.set('wrong.ts', `import { downloads } from 'virtual:background-fetch';\nvoid ${wrong};\n`);
  await putAll(root, files);
  const { routes } = await import(pathToFileURL(join(root, 'routes.ts')).href);
  files.set('src/background-fetch.d.ts', declarationCode(resolveOptions({ routes }), CLIENT));
  return writeProject(root, document, files, { noUnusedLocals: true });
}

/** Writes all the code of another document, piece by piece. */
export async function writePieces(folder: string, document: string): Promise<DocProject> {
  const blocks = await docBlocks(document);
  const files = new Map(blocks.map(({ line, code }) => [`line-${line}.ts`, code]));
  files.set('granted.d.ts', GRANTED_TO_PAGES).set('granted.worker.d.ts', GRANTED_TO_WORKERS);
  return writeProject(join(folder, nameOf(document)), document, files);
}

async function writeProject(
  root: string,
  document: string,
  files: ReadonlyMap<string, string>,
  options: object = {},
): Promise<DocProject> {
  await putAll(root, files);
  const names = [...files.keys()];
  const isWorker = (name: string): boolean =>
    /\.worker\.(?:d\.)?ts$/.test(name) ||
    /'workbox-(?:background-fetch\/(?:\w+-)?sw|routing)'/.test(files.get(name) ?? '');
  const realms = [
    {
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: ['node', 'vite/client'],
      include: names.filter((name) => !isWorker(name)),
    },
    { lib: ['es2023', 'webworker'], types: [], include: names.filter(isWorker) },
  ].filter(({ include }) => include.length > 0);
  const configs = await Promise.all(
    realms.map(async ({ include, ...realm }, index) => {
      const config = join(root, `tsconfig.${index}.json`);
      await put(config, JSON.stringify({ compilerOptions: { ...OPTIONS, ...options, ...realm }, include }));
      return config;
    }),
  );
  return { name: nameOf(document), configs };
}

/** Compiles all of them at once, against the packages as an app has them; what TypeScript has against them. */
export async function compile(folder: string, projects: readonly DocProject[]): Promise<string[]> {
  await symlink(MODULES, join(folder, 'node_modules'), 'junction');
  const configs = projects.flatMap((project) => project.configs);
  const args = [join(MODULES, 'typescript/bin/tsc'), '-b', '--pretty', 'false', ...configs];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1e7 }, (_error, out, err) =>
      resolve(out + err),
    );
  });
  // What is indented goes on with the line before it.
  return output.split('\n').filter((line) => /^\S/.test(line));
}

function nameOf(document: string): string {
  return document.replaceAll('/', '-').replace(/\.md$/, '');
}

async function putAll(root: string, files: ReadonlyMap<string, string>): Promise<void> {
  await Promise.all([...files].map(([file, code]) => put(join(root, file), code)));
}

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
