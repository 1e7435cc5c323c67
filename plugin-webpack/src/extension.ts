import type { ResolvedOptions } from 'workbox-background-fetch/build/internal';
import type { Compilation, Compiler } from './bundler.ts';
import type { WorkboxPlugin } from './detect.ts';
import type { Hooks } from './hooks.ts';
import type { PublicDirOption } from './public-folder.ts';

/** What is done in each compilation. */
export type Extension = (compilation: Compilation) => void;

/** What an extension is made for. */
export interface ExtensionOptions {
  compiler: Compiler;
  workbox: WorkboxPlugin;
  options: ResolvedOptions;
  hooks: Hooks;
  publicDir: PublicDirOption;
}
