import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FallbackMode } from '../shared/route.ts';
import type { WorkerConfig } from '../shared/worker-config.ts';

/** A script that lies beside the service worker. Its name carries a hash of its code. */
export interface ScriptFile {
  fileName: string;
  code: string;
}

/** Matches the names of our scripts. */
export const SCRIPT_NAME: RegExp = /^background-fetch-(?:sw|fallback)\.[\w-]{10}\.js$/;

/** The same as a glob, in any folder. */
export const SCRIPT_GLOB = '**/background-fetch-{sw,fallback}.*.js';

/** @param kind - what the script is. */
export function scriptFile(kind: 'sw' | 'fallback', code: string): ScriptFile {
  const hash = createHash('sha256').update(code).digest('base64url').slice(0, 10);
  return { fileName: `background-fetch-${kind}.${hash}.js`, code };
}

/** What a worker with this config imports where it needs it. */
export function sideScripts({ fallback }: WorkerConfig): ScriptFile[] {
  return fallback ? [fallbackScript()] : [];
}

/** The place of the fallback engine in the worker's config. */
export function fallbackOf(mode: Exclude<FallbackMode, false>): NonNullable<WorkerConfig['fallback']> {
  const { fileName } = fallbackScript();
  return mode === 'always' ? [fileName, 1] : [fileName];
}

let read: ScriptFile | undefined;

function fallbackScript(): ScriptFile {
  read ??= scriptFile('fallback', readFileSync(new URL('../fallback-sw.iife.js', import.meta.url), 'utf8'));
  return read;
}

/**
 * Writes scripts into a folder, in place of those that earlier builds have left there. It is synchronous for the sake of
 * configs that workbox-cli loads, which cannot wait.
 */
export function writeScripts(folder: string, scripts: readonly ScriptFile[]): void {
  mkdirSync(folder, { recursive: true });
  const names = new Set(scripts.map(({ fileName }) => fileName));
  for (const name of readdirSync(folder))
    if (SCRIPT_NAME.test(name) && !names.has(name)) rmSync(join(folder, name));
  for (const { fileName, code } of scripts) writeFileSync(join(folder, fileName), code);
}
