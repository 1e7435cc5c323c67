import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FallbackMode } from '../../shared/route.ts';
import type { WorkerConfig } from '../../shared/worker-config.ts';

/** A script that lies beside the service worker, or its source map. Its name carries a hash of the script's code. */
export interface ScriptFile {
  fileName: string;
  code: string;
}

/** Matches the names of our scripts and of their source maps. */
export const SCRIPT_NAME: RegExp = /^background-fetch-(?:sw|fallback)\.[\w-]{10}\.js(?:\.map)?$/;

/** The same as a glob, in any folder. */
export const SCRIPT_GLOB = '**/background-fetch-{sw,fallback}.*.js?(.map)';

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
  read ??= scriptFile(
    'fallback',
    readFileSync(new URL('../../fallback-sw.iife.js', import.meta.url), 'utf8'),
  );
  return read;
}

/**
 * Writes scripts into a folder. Those that earlier builds have left there stay, since the worker that is there imports them until
 * another takes its place. It is synchronous for the sake of configs that workbox-cli loads, which cannot wait.
 */
export function writeScripts(folder: string, scripts: readonly ScriptFile[]): void {
  mkdirSync(folder, { recursive: true });
  for (const { fileName, code } of scripts) writeFileSync(join(folder, fileName), code);
}

/**
 * Removes what earlier builds have left beside a worker. Where the worker is still that of an earlier build, or there is none, or
 * another script beside it needs some of it, everything stays.
 *
 * @param scripts - what the worker of this build imports.
 */
export function removeStaleScripts(worker: string, scripts: readonly ScriptFile[]): void {
  const folder = dirname(worker);
  const present = existsSync(worker) ? filesIn(folder) : [];
  const current = new Set(scripts.map(({ fileName }) => fileName));
  const stale = present.filter((name) => SCRIPT_NAME.test(name) && !current.has(name));
  if (stale.length === 0) return;
  const others = present.filter((name) => /\.[cm]?js$/.test(name) && !SCRIPT_NAME.test(name));
  const isNeeded = [worker, ...others.map((name) => join(folder, name))].some((file) =>
    scriptsNamedIn(readFileSync(file, 'utf8')).some((name) => stale.includes(name)),
  );
  if (!isNeeded) for (const name of stale) rmSync(join(folder, name));
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

function scriptsNamedIn(code: string): string[] {
  return [...code.matchAll(/background-fetch-(?:sw|fallback)\.[\w-]{10}\.js/g)].map(([name]) => name);
}

/** What the workers import that others are about to write, absolute. */
const awaited = new Map<string, readonly ScriptFile[]>();

/**
 * The same where nobody says when the worker is in its place: when the process ends, or the worker is made once more.
 */
export function removeStaleScriptsAtEnd(worker: string, scripts: readonly ScriptFile[]): void {
  if (awaited.size === 0) process.once('exit', () => removeAwaited([]));
  if (awaited.has(worker)) removeAwaited(scripts);
  awaited.set(worker, scripts);
}

/**
 * Workers may share a folder.
 *
 * @param coming - what a worker that is being made is going to import.
 */
function removeAwaited(coming: readonly ScriptFile[]): void {
  for (const worker of awaited.keys()) {
    const beside = [...awaited].filter(([other]) => dirname(other) === dirname(worker));
    removeStaleScripts(worker, [...beside.flatMap(([, scripts]) => scripts), ...coming]);
  }
}
