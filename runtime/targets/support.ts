import bcd, {
  type BrowserName,
  type Identifier,
  type SimpleSupportStatement,
} from '@mdn/browser-compat-data';

/** The oldest versions that are supported, by MDN's names of the browsers. */
export type Targets = ReadonlyMap<BrowserName, string>;

const NAMES: Readonly<Record<string, BrowserName>> = {
  chrome: 'chrome',
  firefox: 'firefox',
  safari: 'safari',
  ios_saf: 'safari_ios',
};

/**
 * Reads targets as `browserslist` has them: `chrome 119`.
 *
 * @throws Error for a browser that has no data.
 */
export function toTargets(list: readonly string[]): Targets {
  return new Map(
    list.map((entry) => {
      const [browser = '', version = ''] = entry.split(' ');
      const name = NAMES[browser];
      if (!name || !/^\d+(\.\d+)?$/.test(version)) {
        throw new Error(
          `"${entry}" is no target: write one of ${Object.keys(NAMES).join(', ')} and a version`,
        );
      }
      return [name, version] as const;
    }),
  );
}

/** MDN's data of a feature: `javascript.builtins.Promise.withResolvers`; undefined where there is none. */
export function featureAt(path: string): Identifier | undefined {
  let found: unknown = bcd;
  for (const name of path.split('.')) {
    if (found === null || typeof found !== 'object' || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found as Identifier;
}

/** The targets that lack a feature. What has no data is lacked by none. */
export function lackedBy(feature: Identifier | undefined, targets: Targets): string[] {
  const support = feature?.__compat?.support;
  if (!support) return [];
  return [...targets]
    .filter(([browser, version]) => {
      const statements = support[browser] ?? [];
      return ![statements].flat().some((statement) => isIn(statement, version));
    })
    .map(([browser, version]) => `${browser} ${version}`);
}

function isIn(statement: SimpleSupportStatement, version: string): boolean {
  const { version_added: added, version_removed: removed, flags, prefix, alternative_name } = statement;
  if (typeof added !== 'string' || flags || prefix || alternative_name) return false;
  if (typeof removed === 'string' && compare(removed, version) <= 0) return false;
  return compare(added, version) <= 0;
}

/** MDN writes `≤` where it only knows that it is no later; what is no number is later than all. */
function compare(one: string, other: string): number {
  const [a, b] = [one, other].map((version) =>
    version
      .replace('≤', '')
      .split('.')
      .map((part) => (part === '' ? Number.NaN : Number(part))),
  ) as [number[], number[]];
  if (a.some(Number.isNaN)) return 1;
  return (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0);
}
