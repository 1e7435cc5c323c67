/*
 * What the bundler plugins are made of. It changes with them, from one version to the next.
 */
export { canonicalUrl } from '../shared/canonical-url.ts';
export type { BuildOutput } from './build-output.ts';
export { type BuiltFile, fileInMemory, fileOnDisk, filesBelow } from './built-file.ts';
export { checkImport, checkWorker } from './check-worker.ts';
export { CONFIG_LINE, fillConfig } from './config-code.ts';
export { type DeclarationOption, writeDeclaration } from './declaration.ts';
export { type GeneratedScript, generateScript, type Mode, type WorkerType } from './generate.ts';
export { globIgnoresOf } from './glob-ignores-of.ts';
export { excludesOf } from './match-files.ts';
export { navigationOf } from './navigation.ts';
export { addPublicFiles, type PublicFolder } from './public-files.ts';
export { appBase, publicUrl } from './public-path.ts';
export { resolveOptions } from './resolve-options.ts';
export type { ResolvedGlob, ResolvedOptions, ResolvedRoute } from './resolved-options.ts';
export {
  removeStaleScripts,
  removeStaleScriptsAtEnd,
  SCRIPT_NAME,
  type ScriptFile,
  sideScripts,
  writeScripts,
} from './script-files.ts';
export {
  CLIENT_MODULE,
  clientModuleCode,
  WORKER_MODULE,
  workerEntryFile,
  workerModuleCode,
  workerModuleCodeWithFallback,
} from './virtual.ts';
export { createWorkerConfig, type WorkerBuild } from './worker-config.ts';
export { isPartOfWorker } from './worker-files.ts';
