import { extname } from 'node:path';
import type { ContentEncoding } from '../../shared/route.ts';
import type { WorkerFile } from '../../shared/worker-config.ts';
import { BackgroundFetchBuildError } from '../errors.ts';
import type { BuiltFile } from './built-file.ts';
import { decodedSize } from './decoded-size.ts';
import type { FileDigest } from './file-digest.ts';

const BY_NAME: Record<string, 'br' | 'zstd'> = { '.br': 'br', '.zst': 'zstd', '.zstd': 'zstd' };

/**
 * What the worker has to know of a file. A download counts decoded bytes, so those of a compressed file count as the
 * server's `Content-Encoding` will say.
 *
 * @param route - for the error.
 * @param stated - the encoding, where the options say it.
 * @throws BackgroundFetchBuildError `wrong-encoding`, `size-not-told`
 */
export async function describeFile(
  route: string,
  file: BuiltFile,
  stated: ContentEncoding | undefined,
): Promise<WorkerFile> {
  const digest = await file.digest();
  const { size, hash, pieces } = digest;
  const plain = tuple(size, hash, file, pieces);
  if (stated === 'identity' || size === 0) return plain;
  if (stated === undefined) {
    const decoded = (await detect(file, digest))?.size;
    return decoded === undefined ? plain : [size, hash, file.immutable ? 1 : 0, decoded];
  }
  const decoded = await decodedSize(file, stated);
  if (decoded === 'unknown')
    throw new BackgroundFetchBuildError('size-not-told', { route, file: file.path, encoding: stated });
  if (decoded === undefined) {
    const found = (await detect(file, digest))?.encoding ?? 'identity';
    throw new BackgroundFetchBuildError('wrong-encoding', { route, file: file.path, stated, found });
  }
  // The hash is that of what is on disk.
  return tuple(decoded, hash, file, 0);
}

/** What may be left out at the end is. */
function tuple(size: number, hash: string, { immutable }: BuiltFile, pieces?: string | 0): WorkerFile {
  if (pieces !== undefined) return [size, hash, immutable ? 1 : 0, undefined, pieces];
  return immutable ? [size, hash, 1] : [size, hash];
}

/** The bytes tell gzip, but only the name tells brotli, which has no mark of its own. Zstandard has one, but is rare. */
async function detect(
  file: BuiltFile,
  { isGzip }: FileDigest,
): Promise<{ encoding: 'gzip' | 'br' | 'zstd'; size: number } | undefined> {
  const encoding = isGzip ? 'gzip' : BY_NAME[extname(file.path)];
  const size = encoding && (await decodedSize(file, encoding));
  return encoding === undefined || typeof size !== 'number' ? undefined : { encoding, size };
}
