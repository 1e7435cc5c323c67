import { posix } from 'node:path';
import { BackgroundFetchBuildError } from '../errors.ts';
import { appBase, isOnOtherOrigin } from './public-path.ts';

/** Where the worker and the app lie. */
export interface WorkerPlace {
  /** The worker's own path, relative to the output folder; it may lead out of it: `../sw.js`. */
  workerPath: string;
  /** The app's base as the bundler has it: `/app/`, or relative, or on a CDN. Default `/`. */
  base?: string | undefined;
  /** The output folder, absolute. Only a worker outside of it needs that, where the base is not absolute. */
  outputFolder?: string | undefined;
  /** The base as the worker sees it, where somebody has said so. */
  baseFromWorker?: string | undefined;
}

/**
 * The app's base, relative to the worker's URL. Of a worker inside the output folder it depends on nothing else, so that
 * the app can be deployed anywhere. Outside, the URL says it that the bundler has been given, or else the folders on disk.
 *
 * @returns an empty string where it is the worker's own folder.
 * @throws BackgroundFetchBuildError `unknown-base`
 */
export function baseFromWorker({
  workerPath,
  base = '/',
  outputFolder,
  baseFromWorker,
}: WorkerPlace): string {
  if (baseFromWorker !== undefined) return baseFromWorker;
  const path = toPosix(workerPath);
  const isOutside = path.startsWith('../') || isAbsolute(path);
  if (!isOutside) return '../'.repeat(path.split('/').length - 1);
  if (base.startsWith('/') && !isOnOtherOrigin(base)) return appBase(base);
  const way = outputFolder === undefined ? undefined : wayTo(toPosix(outputFolder), path);
  if (way === undefined) throw new BackgroundFetchBuildError('unknown-base', { worker: workerPath, base });
  return way;
}

function wayTo(folder: string, workerPath: string): string | undefined {
  const worker = isAbsolute(workerPath) ? workerPath : posix.join(folder, workerPath);
  const [drive, workerDrive] = [folder, worker].map((path) => /^[a-z]:/i.exec(path)?.[0].toLowerCase());
  if (drive !== workerDrive) return undefined;
  const [to, from] = [folder, posix.dirname(worker)].map((path) => path.replace(/^[a-z]:/i, ''));
  const way = posix.relative(from ?? '', to ?? '');
  return way === '' ? '' : `${way.split('/').map(encodeURIComponent).join('/')}/`;
}

/** On Windows paths may have backslashes; no service worker has one in its name. */
function toPosix(path: string): string {
  return posix.normalize(path.replaceAll('\\', '/'));
}

function isAbsolute(path: string): boolean {
  return /^(?:[a-z]:)?\//i.test(path);
}
