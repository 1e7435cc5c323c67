/*
 * What the bundler plugins are made of. It changes with them, from one version to the next.
 */
export { canonicalUrl } from '../shared/canonical-url.ts';
export { escapeRegExp } from '../shared/escape-reg-exp.ts';
export type { BuildOutput } from './assets/build-output.ts';
export { type BuiltFile, fileInMemory, fileOnDisk, filesBelow } from './assets/built-file.ts';
export { excludesOf } from './assets/match-files.ts';
export { addPublicFiles, type PublicFolder } from './assets/public-files.ts';
export { appBase, isOnOtherOrigin, isPage, publicUrl } from './assets/public-path.ts';
export { walk } from './assets/walk.ts';
export { checkImport, checkWorker } from './generate/check-worker.ts';
export { CONFIG_LINE, fillConfig } from './generate/config-code.ts';
export { type DeclarationOption, writeDeclaration } from './generate/declaration.ts';
export {
  type GeneratedScript,
  generateScript,
  type Mode,
  type ScriptOptions,
  type WorkerType,
} from './generate/generate.ts';
export { importScript } from './generate/import-script.ts';
export { type NewFile, replaceFiles } from './generate/replace-files.ts';
export {
  removeStaleScripts,
  removeStaleScriptsAtEnd,
  SCRIPT_NAME,
  type ScriptFile,
  sideScripts,
  writeScripts,
} from './generate/script-files.ts';
export {
  CLIENT_MODULE,
  clientModuleCode,
  WORKER_MODULE,
  type WorkerModuleOptions,
  workerEntryFile,
  workerModuleCode,
} from './generate/virtual.ts';
export { isPartOfWorker } from './generate/worker-files.ts';
export { checkHooks } from './hooks/check-hooks.ts';
export { compileReason } from './hooks/compile-reason.ts';
export {
  type CompiledHooks,
  type HooksBuild,
  type SourceMapKind,
  sourceMapKind,
} from './hooks/compiled-hooks.ts';
export { HOOKS_ENTRY, hooksEntryCode, hooksEntryPlugin } from './hooks/entry.ts';
export { type HooksPlace, hooksFile, hooksOf } from './hooks/hooks-of.ts';
export { partsOf } from './options/parts-of.ts';
export { resolveOptions } from './options/resolve-options.ts';
export type { ResolvedGlob, ResolvedOptions, ResolvedRoute } from './options/resolved-options.ts';
export { pathOrFalse } from './options/schema.ts';
export type { MoreOptions } from './options/unknown-names.ts';
export { createWorkerConfig, type WorkerBuild } from './plan/worker-config.ts';
export { allowEmptyPrecache } from './workbox/allow-empty-precache.ts';
export { globIgnoresOf } from './workbox/glob-ignores-of.ts';
export { navigationOf } from './workbox/navigation.ts';
