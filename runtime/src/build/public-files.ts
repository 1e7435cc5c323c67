import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuiltFile, filesBelow } from './built-file.ts';
import { BackgroundFetchBuildError } from './errors.ts';
import { isWithin } from './walk.ts';

/** A folder whose files are served at the app's base, and are none of the bundler's. */
export interface PublicFolder {
  /** Absolute. */
  folder: string;
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
  { folder, isStated, outputFolder, more }: PublicFolder,
): Promise<BuiltFile[]> {
  if (isStated && !(await isFolder(folder)))
    throw new BackgroundFetchBuildError('missing-folder', { option: 'publicDir', folder });
  const known = new Set(bundled.map(({ path }) => path));
  const files = await filesBelow(folder, more);
  const isWritten = (path: string): boolean =>
    outputFolder !== undefined && isWithin(outputFolder, join(folder, path));
  return [...bundled, ...files.filter(({ path }) => !known.has(path) && !isWritten(path))];
}

async function isFolder(location: string): Promise<boolean> {
  return stat(location).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
