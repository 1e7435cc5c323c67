import { posix } from 'node:path';
import type { ImageResource } from '../shared/background-fetch.ts';
import type { BuiltFile } from './built-file.ts';

/** What a web app manifest says that the browser's download UI can show. */
export interface WebManifest {
  name?: string;
  /** Their URLs are relative to the app's base. */
  icons: ImageResource[];
}

const NAMES = ['manifest.webmanifest', 'manifest.json', 'site.webmanifest'];

/**
 * Finds the web app manifest among the build's files. One that cannot be read is no reason to stop a build.
 *
 * @see https://www.w3.org/TR/appmanifest/
 */
export async function findWebManifest(files: readonly BuiltFile[]): Promise<WebManifest | undefined> {
  const candidates = NAMES.flatMap((name) => files.filter(({ path }) => posix.basename(path) === name));
  for (const file of candidates.sort((a, b) => a.path.split('/').length - b.path.split('/').length)) {
    const manifest = parse(await file.text());
    if (manifest) return toWebManifest(manifest, posix.dirname(file.path));
  }
  return undefined;
}

interface RawManifest {
  name?: string;
  short_name?: string;
  icons?: { src: string; sizes?: string; type?: string; purpose?: string }[];
}

function parse(source: string): RawManifest | undefined {
  try {
    const manifest: unknown = JSON.parse(source);
    const isManifest =
      typeof manifest === 'object' && manifest !== null && ('name' in manifest || 'icons' in manifest);
    return isManifest ? (manifest as RawManifest) : undefined;
  } catch {
    return undefined;
  }
}

function toWebManifest({ name, short_name, icons = [] }: RawManifest, folder: string): WebManifest {
  const shown = icons.filter(({ purpose = 'any' }) => purpose.split(' ').includes('any'));
  const title = name ?? short_name;
  return {
    ...(title === undefined ? {} : { name: title }),
    icons: shown.map(({ src, sizes, type }) => ({
      src: /^(?:[a-z][a-z\d+.-]*:|\/)/i.test(src) ? src : posix.join(folder, src),
      ...(sizes === undefined ? {} : { sizes }),
      ...(type === undefined ? {} : { type }),
    })),
  };
}
