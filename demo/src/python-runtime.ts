import type { PyodideAPI } from 'pyodide';
import { appUrl } from './base.ts';

type PyodideModule = Pick<typeof import('pyodide'), 'loadPyodide'>;

let loading: Promise<PyodideAPI> | undefined;

/** Loads Python once; a failure is forgotten, so that the next call tries again. */
export function loadPython(): Promise<PyodideAPI> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/**
 * Runs a program in a namespace of its own.
 *
 * @param write gets each line the program prints.
 * @returns the value of its last expression as Python shows it; '' for None.
 * @throws the program's own error, with Python's traceback as the message.
 */
export async function runPython(code: string, write: (line: string) => void): Promise<string> {
  const python = await loadPython();
  python.setStdout({ batched: write });
  python.setStderr({ batched: write });
  const globals = python.toPy({});
  const show: ((value: unknown) => string) & { destroy(): void } = python.globals.get('repr');
  try {
    globals.set('__name__', '__main__');
    // repr runs inside Python: a value never has to become a JavaScript one.
    const value: unknown = await python.runPythonAsync(code, { globals });
    return value === undefined ? '' : show(value);
  } finally {
    show.destroy();
    globals.destroy();
  }
}

async function load(): Promise<PyodideAPI> {
  const folder = appUrl('pyodide/');
  // The files are downloaded, not bundled: bundlers must leave this import alone.
  const url = `${folder}pyodide.mjs`;
  const { loadPyodide }: PyodideModule = await import(/* @vite-ignore */ /* webpackIgnore: true */ url);
  return loadPyodide({ indexURL: folder });
}

/** Python's traceback without the frames of the machinery that runs the program. */
export function tidyTraceback(message: string): string {
  const own = message.indexOf('  File "<exec>"');
  return own === -1 ? message : `Traceback (most recent call last):\n${message.slice(own)}`;
}
