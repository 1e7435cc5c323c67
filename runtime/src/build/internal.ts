/*
 * What the bundler plugins are made of. It changes with them, from one version to the next.
 */
export { canonicalUrl } from '../shared/canonical-url.ts';
export { escapeRegExp } from '../shared/escape-reg-exp.ts';
export type { BuildOutput } from './assets/build-output.ts';
export { type BuiltFile, fileInMemory, fileOnDisk, filesBelow } from './assets/built-file.ts';
export { excludesOf } from './assets/match-files.ts';
export { addPublicFiles, type PublicFolder } from './assets/public-files.ts';
export { appBase, publicUrl } from './assets/public-path.ts';
export { checkImport, checkWorker } from './generate/check-worker.ts';
export { CONFIG_LINE, fillConfig } from './generate/config-code.ts';
export { type DeclarationOption, writeDeclaration } from './generate/declaration.ts';
export { type GeneratedScript, generateScript, type Mode, type WorkerType } from './generate/generate.ts';
export { importScript } from './generate/import-script.ts';
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
  workerEntryFile,
  workerModuleCode,
  workerModuleCodeWithFallback,
} from './generate/virtual.ts';
export { isPartOfWorker } from './generate/worker-files.ts';
export { resolveOptions } from './options/resolve-options.ts';
export type { ResolvedGlob, ResolvedOptions, ResolvedRoute } from './options/resolved-options.ts';
export { createWorkerConfig, type WorkerBuild } from './plan/worker-config.ts';
export { globIgnoresOf } from './workbox/glob-ignores-of.ts';
export { navigationOf } from './workbox/navigation.ts';
