import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The files Pyodide needs at run time; the rest of the package is for other environments. */
export const PYODIDE_FILES = [
  'pyodide.mjs',
  'pyodide.asm.mjs',
  'pyodide.asm.wasm',
  'python_stdlib.zip',
  'pyodide-lock.json',
] as const;

const require = createRequire(import.meta.url);
const manifest = require.resolve('pyodide/package.json');

/** Version of the installed package. */
export function pyodideVersion(): string {
  const { version }: { version: string } = require(manifest);
  return version;
}

/** Path of one of the files in the installed package. */
export function pyodideFile(name: (typeof PYODIDE_FILES)[number]): string {
  return join(dirname(manifest), name);
}
