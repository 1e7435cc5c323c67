import type { WorkerType } from './generate.ts';
import { type MovedSource, movedSourceMap } from './moved-source-map.ts';

/**
 * A worker that imports a script before anything else, in a line of its own, and its source map.
 *
 * @param folder - where the worker is, absolute.
 */
export async function importScript(
  source: string,
  folder: string,
  script: string,
  type: WorkerType = 'classic',
): Promise<MovedSource> {
  const moved = await movedSourceMap(source, folder);
  return { ...moved, code: `${importLine(moved.code, script, type)}\n${moved.code}` };
}

/** The line that goes before the code. A directive only counts where nothing is before it. */
export function importLine(code: string, script: string, type: WorkerType): string {
  if (type === 'module') return `import ${JSON.stringify(`./${script}`)};`;
  const isStrict = /^(?:\s|\/\/.*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*(['"])use strict\1/.test(code);
  return `${isStrict ? '"use strict";' : ''}importScripts(${JSON.stringify(script)});`;
}
