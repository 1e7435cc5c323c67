import { fileURLToPath } from 'node:url';

/**
 * A module of the runtime as others import it: by path, so that it is found from the app also where a package manager hides what
 * the app has not asked for.
 */
export function runtimePath(file: string): string {
  return modulePath(fileURLToPath(new URL(`../${file}`, import.meta.url)));
}

/** A module's file as a literal in code that imports it. */
export function modulePath(file: string): string {
  return JSON.stringify(file.replaceAll('\\', '/'));
}
