import type { Rolldown } from 'vite';
import { escapeRegExp } from 'workbox-background-fetch/build/internal';

/** The length of a hash where the pattern does not say it. */
const LENGTH = 8;

type Options = Pick<Rolldown.NormalizedOutputOptions, 'assetFileNames'>;
type Patterns = Rolldown.OutputOptions['assetFileNames'];

/** What assets are told apart by; Rollup before 4.20 knows only one name of each. */
interface NamedAsset {
  fileName: string;
  names?: string[];
  name?: string | undefined;
}

/** How often the bundler has asked for the pattern of assets, by their name. */
export type Asked = Map<string, number>;

/**
 * The same patterns, but noting for which assets the bundler asks: it does so for those that it names itself, and not for a
 * file that was emitted under a fixed name.
 */
export function noting(patterns: Patterns, asked: Asked): Patterns {
  if (patterns === undefined) return undefined;
  return (asset) => {
    for (const name of namesOf(asset)) asked.set(name, (asked.get(name) ?? 0) + 1);
    return typeof patterns === 'function' ? patterns(asset) : patterns;
  };
}

/**
 * The files of a bundle whose names change with their content. The bundler says which: a chunk's name before it was final has
 * a mark in the place of the hash, and an asset's name is what its pattern makes of its own name and a hash. A file that was
 * emitted under a fixed name has none, whatever it looks like; where one of the same name was not, both count as fixed.
 *
 * @param asked - what has been noted for this bundle.
 */
export function hashedNames(
  { assetFileNames }: Options,
  bundle: Rolldown.OutputBundle,
  asked: Asked,
): string[] {
  const files = Object.values(bundle);
  const chunks = files.filter((file) => file.type === 'chunk').filter(isHashedChunk);
  const assets = files.filter((file) => file.type === 'asset') as unknown as NamedAsset[];
  return [...chunks, ...hashedAssets(assets, assetFileNames, asked)].map(({ fileName }) => fileName);
}

function isHashedChunk({ fileName, preliminaryFileName }: Rolldown.OutputChunk): boolean {
  return preliminaryFileName !== undefined && preliminaryFileName !== fileName;
}

function hashedAssets(
  assets: readonly NamedAsset[],
  patterns: Options['assetFileNames'],
  asked: Asked,
): NamedAsset[] {
  const counts = new Map(asked);
  const matching = new Map<string, NamedAsset[]>();
  for (const asset of assets) {
    for (const name of namesOf(asset).filter((name) => fits(asset, name, patterns)))
      matching.set(name, [...(matching.get(name) ?? []), asset]);
  }
  // Asking ourselves shows whether the patterns are still the ones that note it.
  const isNoted = [...matching.keys()].some((name) => asked.get(name) !== counts.get(name));
  const hashed = [...matching].flatMap(([name, found]) =>
    !isNoted || found.length <= (counts.get(name) ?? 0) ? found : [],
  );
  return [...new Set(hashed)];
}

function fits(asset: NamedAsset, name: string, patterns: Options['assetFileNames']): boolean {
  const pattern =
    typeof patterns === 'function' ? patterns(asset as unknown as Rolldown.PreRenderedAsset) : patterns;
  return pattern.includes('[hash') && matcherOf(pattern, name).test(asset.fileName);
}

function namesOf({ names, name }: Pick<NamedAsset, 'names' | 'name'>): string[] {
  return names ?? (name === undefined ? [] : [name]);
}

/** Matches what the pattern makes of this name and any hash. */
function matcherOf(pattern: string, name: string): RegExp {
  const extension = /\.[^./]*$/.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - extension.length);
  const parts = pattern.split(/(\[\w+(?::\d+)?\])/).map((part) => {
    const [, field, length] = /^\[(\w+)(?::(\d+))?\]$/.exec(part) ?? [];
    if (field === 'hash') return `[\\w-]{${length ?? LENGTH}}`;
    if (field === 'name') return stemOf(stem);
    if (field === 'ext') return escapeRegExp(extension.slice(1));
    if (field === 'extname') return escapeRegExp(extension);
    return escapeRegExp(part);
  });
  return new RegExp(`^${parts.join('')}$`);
}

/** The bundlers replace some characters of a name, each of them others. */
function stemOf(stem: string): string {
  return [...stem]
    .map((character) => (/[\w.-]/.test(character) ? escapeRegExp(character) : '.{0,3}'))
    .join('');
}
