import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];

/** How TypeScript has modules call those that it makes JavaScript of. */
const SOURCES: [compiled: RegExp, source: string][] = [
  [/\.js$/, '.ts'],
  [/\.js$/, '.tsx'],
  [/\.jsx$/, '.tsx'],
  [/\.mjs$/, '.mts'],
  [/\.cjs$/, '.cts'],
];

/**
 * The file that a module means by a relative specifier, absolute; undefined where there is none, or it is no relative one. Where
 * bundlers would look is the same for all of them only as far as this.
 */
export function siblingModule(importer: string, specifier: string): string | undefined {
  if (!/^\.\.?(?:\/|$)/.test(specifier)) return undefined;
  const path = resolve(dirname(importer), specifier);
  const candidates = [
    path,
    ...SOURCES.filter(([compiled]) => compiled.test(path)).map(([compiled, to]) =>
      path.replace(compiled, to),
    ),
    ...EXTENSIONS.map((extension) => path + extension),
    ...EXTENSIONS.map((extension) => resolve(path, `index${extension}`)),
  ];
  return candidates.find((file) => existsSync(file) && statSync(file).isFile());
}
