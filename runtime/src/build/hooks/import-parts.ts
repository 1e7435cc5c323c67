import { PARTS, type Part } from '../options/parts-of.ts';

/** What code has to say to register routes with some parts of the runtime. */
export interface ImportedParts {
  /** Lines. */
  imports: string[];
  /** The names that they import, in braces. */
  names: string[];
}

/**
 * Imports parts of the runtime.
 *
 * @param toModule - makes a literal of a module's path in the runtime.
 */
export function importParts(parts: readonly Part[], toModule: (path: string) => string): ImportedParts {
  return {
    imports: parts.map((part) => `import { ${PARTS[part]} } from ${toModule(`sw/${part}/${part}.js`)};`),
    names: parts.map((part) => PARTS[part]),
  };
}
