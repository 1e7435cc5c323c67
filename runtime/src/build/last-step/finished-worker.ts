import { Script } from 'node:vm';
import { REFUSAL } from '../../shared/engine-choice.ts';
import { BackgroundFetchBuildError } from '../errors.ts';
import type { WorkerType } from '../generate/generate.ts';

/** What stands at the end of the line that imports the routes, to be known again. */
const MARK = '// workbox-background-fetch add-routes';

const OUR_LINE = new RegExp(`^(?:"use strict";)?im[^\\n]*${MARK}\\n`);

const OUR_SCRIPT = /background-fetch-sw\.[\w-]{10}\.js/;

/** A service worker that is complete but for the routes. */
export interface FinishedWorker {
  /** Without the line that imports the routes. */
  code: string;
  /** Whether it had that line. */
  hadRoutes: boolean;
  type: WorkerType;
}

/**
 * Reads a worker's code.
 *
 * @param name - what errors call the worker.
 * @param type - how the page registers it; undefined where its code has to tell.
 * @throws BackgroundFetchBuildError `routes-already-there`, `worker-not-readable`
 */
export function readFinishedWorker(
  source: string,
  name: string,
  type: WorkerType | undefined,
): FinishedWorker {
  const code = source.replace(/^\uFEFF/, '').replace(OUR_LINE, '');
  const imported = OUR_SCRIPT.exec(code)?.[0];
  if (imported !== undefined || code.includes(REFUSAL)) {
    const how = imported === undefined ? 'they are compiled into it' : `it names ${imported}`;
    throw new BackgroundFetchBuildError('routes-already-there', { worker: name, how });
  }
  return { code, hadRoutes: OUR_LINE.test(source), type: type ?? typeOf(code, name) };
}

/** The worker with the line in front. A directive only counts where nothing is before it. */
export function withImport({ code, type }: FinishedWorker, script: string): string {
  const directive = /^(?:\s|\/\/.*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*(['"])use strict\1/.test(code)
    ? '"use strict";'
    : '';
  const file = JSON.stringify(type === 'module' ? `./${script}` : script);
  const line = type === 'module' ? `import ${file};` : `${directive}importScripts(${file});`;
  return `${line}${MARK}\n${code}`;
}

/** A script is compiled as a browser would, and not run: what only a module may have is an error then. */
function typeOf(code: string, name: string): WorkerType {
  try {
    new Script(code);
    return 'classic';
  } catch (cause) {
    const { message } = cause as Error;
    if (/outside a module|'export'/.test(message)) return 'module';
    throw new BackgroundFetchBuildError('worker-not-readable', { worker: name, reason: message }, { cause });
  }
}
