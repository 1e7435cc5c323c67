import type { Rolldown } from 'vite';

/** The length of a hash where the pattern does not say it. */
const LENGTH = 8;

/** What assets are told apart by; Rollup before 4.20 knows only one name of each. */
type NamedAsset = Omit<Rolldown.OutputAsset, 'names'> & { names?: string[]; name?: string | undefined };

/**
 * The files of a bundle whose names change with their content. The bundler says which: a chunk's name before it was final has
 * a mark in the place of the hash, and an asset's name is what its pattern makes of its own name and a hash. A file that was
 * emitted under a fixed name has none, whatever it looks like.
 */
export function hashedNames(
  { assetFileNames }: Pick<Rolldown.NormalizedOutputOptions, 'assetFileNames'>,
  bundle: Rolldown.OutputBundle,
): string[] {
  return Object.values(bundle)
    .filter((file) =>
      file.type === 'chunk'
        ? isHashedChunk(file)
        : isHashedAsset(file as unknown as NamedAsset, assetFileNames),
    )
    .map(({ fileName }) => fileName);
}

function isHashedChunk({ fileName, preliminaryFileName }: Rolldown.OutputChunk): boolean {
  return preliminaryFileName !== undefined && preliminaryFileName !== fileName;
}

function isHashedAsset(
  asset: NamedAsset,
  patterns: Rolldown.NormalizedOutputOptions['assetFileNames'],
): boolean {
  const names = asset.names ?? (asset.name === undefined ? [] : [asset.name]);
  return names.some((name) => {
    const pattern =
      typeof patterns === 'function' ? patterns(asset as unknown as Rolldown.PreRenderedAsset) : patterns;
    return pattern.includes('[hash') && matcherOf(pattern, name).test(asset.fileName);
  });
}

/** Matches what the pattern makes of this name and any hash. */
function matcherOf(pattern: string, name: string): RegExp {
  const extension = /\.[^./]*$/.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - extension.length);
  const parts = pattern.split(/(\[\w+(?::\d+)?\])/).map((part) => {
    const [, field, length] = /^\[(\w+)(?::(\d+))?\]$/.exec(part) ?? [];
    if (field === 'hash') return `[\\w-]{${length ?? LENGTH}}`;
    if (field === 'name') return stemOf(stem);
    if (field === 'ext') return quoted(extension.slice(1));
    if (field === 'extname') return quoted(extension);
    return quoted(part);
  });
  return new RegExp(`^${parts.join('')}$`);
}

/** The bundlers replace some characters of a name, each of them others. */
function stemOf(stem: string): string {
  return [...stem].map((character) => (/[\w.-]/.test(character) ? quoted(character) : '.{0,3}')).join('');
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
