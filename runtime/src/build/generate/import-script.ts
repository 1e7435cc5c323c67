import { type MovedSource, movedSourceMap } from './moved-source-map.ts';

/**
 * A classic worker that imports a script before anything else, and its source map.
 *
 * @param folder - where the worker is, absolute.
 */
export async function importScript(source: string, folder: string, script: string): Promise<MovedSource> {
  const moved = await movedSourceMap(source, folder);
  return { ...moved, code: `importScripts(${JSON.stringify(script)});\n${moved.code}` };
}
