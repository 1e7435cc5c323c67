import type { Part } from '../options/parts-of.ts';

/** What becomes of a source map: a file, a part of the script, or a file that the script does not name. */
export type SourceMapKind = 'file' | 'inline' | 'hidden';

/** The runtime and the app's hooks, compiled into one classic script, which finds its config in the line before it. */
export interface CompiledHooks {
  code: string;
  /** Where its lines come from; undefined where nobody wants to know. */
  map?: { content: string; kind: SourceMapKind };
  /** What it was made of, absolute. */
  files: string[];
}

/** What hooks are compiled from, and for. */
export interface HooksBuild {
  /** The module of the hooks, absolute. */
  file: string;
  /** The project's root, absolute. */
  root: string;
  /** Where the script is going to be, absolute: sources are named relative to it. */
  folder: string;
  mode: 'production' | 'development';
  /** What of the runtime the routes need. */
  parts: readonly Part[];
  /** False for none. */
  sourcemap: SourceMapKind | false;
}

/** The kind of source map for what bundlers call by a truth value. */
export function sourceMapKind(option: unknown): SourceMapKind | false {
  if (option === 'inline' || option === 'hidden') return option;
  return option ? 'file' : false;
}
