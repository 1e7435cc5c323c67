import { posix } from 'node:path';
import type { ImageResource } from '../../shared/background-fetch.ts';
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

/** What others have written there may be anything. */
interface RawManifest {
  name?: unknown;
  short_name?: unknown;
  icons?: unknown;
}

function parse(source: string): RawManifest | undefined {
  try {
    const manifest: unknown = JSON.parse(source.replace(/^\uFEFF/, ''));
    const isManifest =
      typeof manifest === 'object' && manifest !== null && ('name' in manifest || 'icons' in manifest);
    return isManifest ? (manifest as RawManifest) : undefined;
  } catch {
    return undefined;
  }
}

function toWebManifest({ name, short_name, icons }: RawManifest, folder: string): WebManifest {
  const title = [name, short_name].find((candidate) => typeof candidate === 'string');
  return {
    ...(title === undefined ? {} : { name: title as string }),
    icons: Array.isArray(icons) ? icons.flatMap((icon: unknown) => toIcon(icon, folder)) : [],
  };
}

function toIcon(icon: unknown, folder: string): ImageResource[] {
  const {
    src,
    sizes,
    type,
    purpose = 'any',
  } = Object(icon) as Record<keyof ImageResource | 'purpose', unknown>;
  if (typeof src !== 'string' || !String(purpose).split(' ').includes('any')) return [];
  return [
    {
      src: /^(?:[a-z][a-z\d+.-]*:|\/)/i.test(src) ? src : posix.join(folder, src),
      ...(typeof sizes === 'string' ? { sizes } : {}),
      ...(typeof type === 'string' ? { type } : {}),
    },
  ];
}
