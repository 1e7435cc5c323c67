import type { CompiledHooks } from '../hooks/compiled-hooks.ts';
import type { ScriptFile } from './script-files.ts';

/**
 * A script with its source map, where there is one: in it, or as a second file beside it.
 *
 * @param before - what stands in the script before the code that the map is of; it ends with a line's end.
 */
export function withSourceMap(
  script: ScriptFile,
  before: string,
  map: CompiledHooks['map'],
): [ScriptFile, ...ScriptFile[]] {
  if (map === undefined) return [script];
  const { fileName, code } = script;
  const content = moved(map.content, before.split('\n').length - 1, fileName);
  const link = (url: string): ScriptFile => ({ fileName, code: `${code}\n//# sourceMappingURL=${url}\n` });
  if (map.kind === 'inline') {
    const encoded = Buffer.from(content).toString('base64');
    return [link(`data:application/json;charset=utf-8;base64,${encoded}`)];
  }
  const name = `${fileName}.map`;
  return [map.kind === 'hidden' ? script : link(name), { fileName: name, code: content }];
}

/** @see https://tc39.es/ecma426/ */
function moved(content: string, lines: number, file: string): string {
  const map = JSON.parse(content) as { mappings: string };
  return JSON.stringify({ ...map, file, mappings: ';'.repeat(lines) + map.mappings });
}
