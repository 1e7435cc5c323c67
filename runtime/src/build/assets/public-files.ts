import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BackgroundFetchBuildError } from '../errors.ts';
import { type BuiltFile, filesBelow } from './built-file.ts';
import { isWithin } from './walk.ts';

/** A folder whose files are served below the app's base, and are none of the bundler's. */
export interface PublicFolder {
  /** Absolute. */
  folder: string;
  /** Where its files are below the base: empty, or with a slash at its end. Default: at the base itself. */
  prefix?: string;
  /** Whether the user has named it: one that is not there is a mistake then. */
  isStated: boolean;
  /** Where the bundler writes to (absolute). What it has left there is not the folder's own. */
  outputFolder?: string | undefined;
  /** What more there is to say of a file. */
  more?: (path: string) => Pick<BuiltFile, 'url' | 'immutable'>;
}

/**
 * Adds the files of a public folder to those of the bundler, whose own win where both have one of the same path.
 *
 * @throws BackgroundFetchBuildError `missing-folder`
 */
export async function addPublicFiles(
  bundled: readonly BuiltFile[],
  { folder, prefix = '', isStated, outputFolder, more = () => ({}) }: PublicFolder,
): Promise<BuiltFile[]> {
  if (isStated && !(await isFolder(folder)))
    throw new BackgroundFetchBuildError('missing-folder', { option: 'publicDir', folder });
  const known = new Set(bundled.map(({ path }) => path));
  const found = await filesBelow(folder, (path) => more(prefix + path));
  const isWritten = (path: string): boolean =>
    outputFolder !== undefined && isWithin(outputFolder, join(folder, path));
  const files = found
    .filter(({ path }) => !isWritten(path))
    .map((file) => ({ ...file, path: prefix + file.path }))
    .filter(({ path }) => !known.has(path));
  return [...bundled, ...files];
}

async function isFolder(location: string): Promise<boolean> {
  return stat(location).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
