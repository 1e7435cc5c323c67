import { REFUSAL } from '../../shared/engine-choice.ts';
import { BackgroundFetchBuildError } from '../errors.ts';
import type { WorkerType } from '../generate/generate.ts';
import { importLine } from '../generate/import-script.ts';
import { kindOf } from '../generate/worker-type.ts';

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
 * @throws BackgroundFetchBuildError `routes-already-there`, `worker-not-readable`, `wrong-worker-type`
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
  return { code, hadRoutes: OUR_LINE.test(source), type: typeOf(code, name, type) };
}

/** The worker with the line in front. */
export function withImport({ code, type }: FinishedWorker, script: string): string {
  return `${importLine(code, script, type)}${MARK}\n${code}`;
}

/** @throws BackgroundFetchBuildError `worker-not-readable` where nothing is stated and the code does not tell, `wrong-worker-type` */
function typeOf(code: string, name: string, stated: WorkerType | undefined): WorkerType {
  const fail = (type: WorkerType, reason: string): never => {
    throw new BackgroundFetchBuildError('wrong-worker-type', { worker: name, type, reason });
  };
  const { type, error } = kindOf(code);
  if (stated === 'classic' && type === 'module')
    fail(stated, 'it imports or exports something, as only a module can');
  if (stated === 'module' && type === 'classic' && callsImportScripts(code))
    fail(stated, 'it calls importScripts, which throws in modules');
  // Browsers may know more than Node.
  const known = stated ?? type;
  if (known !== undefined) return known;
  const reason = error?.message ?? '';
  throw new BackgroundFetchBuildError('worker-not-readable', { worker: name, reason }, { cause: error });
}

/** Code that asks first whether it can is left to its own devices. */
function callsImportScripts(script: string): boolean {
  if (/typeof\s+(?:\w+\.)?importScripts\b/.test(script)) return false;
  return [...script.matchAll(/\bimportScripts\s*(?:\?\.\s*)?\(/g)].some(({ index }) => isCode(script, index));
}

/** Whether a place in a script is in none of its texts and comments, the only ones where any character may stand. */
function isCode(script: string, index: number): boolean {
  return kindOf(`${script.slice(0, index)}\0${script.slice(index)}`).type !== 'classic';
}
