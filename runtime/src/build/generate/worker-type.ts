import { Script } from 'node:vm';
import type { WorkerType } from './generate.ts';

/** What a worker's code tells of itself. */
export interface CodeKind {
  /** Undefined where it is neither a script nor what only a module may be, as far as Node knows. */
  type: WorkerType | undefined;
  /** Why it is no script. */
  error?: Error;
}

/** A script is compiled as a browser would, and not run: what only a module may have is an error then. */
export function kindOf(code: string): CodeKind {
  try {
    new Script(code);
    return { type: 'classic' };
  } catch (error) {
    const { message } = error as Error;
    return {
      type: /outside a module|'export'/.test(message) ? 'module' : undefined,
      error: error as Error,
    };
  }
}
