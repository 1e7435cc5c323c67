import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveOptions } from '../../src/build/options/resolve-options.ts';
import type { ResolvedOptions } from '../../src/build/options/resolved-options.ts';

const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** The module with the client, as a page imports it. */
export const CLIENT = 'some-plugin/client';

/** The options of an app whose routes have these ids. */
export const withIds = (...ids: string[]): ResolvedOptions =>
  resolveOptions({ routes: ids.map((id) => ({ id, requests: '/x' })) });

/** A plugin that is installed: the client, and the ambient modules that are there only while a bundler runs. */
const PLUGIN: Record<string, string> = {
  'package.json': JSON.stringify({
    name: 'some-plugin',
    type: 'module',
    exports: { './client': { types: './dist/client.d.ts', default: './dist/client.js' } },
  }),
  'dist/client.d.ts': `/// <reference path="../virtual.d.ts" />
import type { BackgroundFetchClient, IdOf, RoutesOf } from 'workbox-background-fetch/window';
export * from 'workbox-background-fetch/window';
export interface RegisteredRoutes {}
export type DownloadRoutes = RoutesOf<RegisteredRoutes>;
export type DownloadId = IdOf<DownloadRoutes>;
export declare const downloads: BackgroundFetchClient<DownloadRoutes>;
`,
  'virtual.d.ts': `declare module 'virtual:background-fetch' {
  export * from 'some-plugin/client';
}
declare module 'virtual:background-fetch/sw' {}
`,
};

/** Puts the plugin and what it depends on where npm or an isolated pnpm does. */
export async function install(folder: string, layout: 'flat' | 'isolated'): Promise<void> {
  const store = layout === 'flat' ? join(folder, 'node_modules') : join(folder, 'store/node_modules');
  for (const [name, text] of Object.entries(PLUGIN)) {
    await mkdir(join(store, 'some-plugin', name, '..'), { recursive: true });
    await writeFile(join(store, 'some-plugin', name), text);
  }
  for (const name of ['workbox-background-fetch', 'workbox-core', 'workbox-window'])
    await symlink(join(MODULES, name), join(store, name));
  if (layout === 'flat') return;
  await mkdir(join(folder, 'node_modules'));
  await symlink(join(store, 'some-plugin'), join(folder, 'node_modules/some-plugin'));
}

/** What the compiler complains of, as `file:line code`. */
export async function complaints(folder: string, options: Record<string, unknown>): Promise<string[]> {
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: 'es2022',
    lib: ['es2023', 'dom'],
    types: [],
    ...options,
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  const tsc = join(MODULES, 'typescript/bin/tsc');
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [tsc, '--pretty', 'false', '-p', folder], { cwd: folder }, (_, stdout) =>
      resolve(stdout),
    );
  });
  return [...output.matchAll(/^(?:(\S+)\((\d+),\d+\): )?error (TS\d+)/gm)].map(
    ([, file, line, code]) => `${file}:${line} ${code}`,
  );
}
