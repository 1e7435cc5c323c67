import bcd, { type Identifier } from '@mdn/browser-compat-data';
import { featureAt } from './support.ts';

/** Our engine brings these interfaces where a browser has none. */
const BROUGHT = /^BackgroundFetch/;

const BUILTINS = instancesOf(bcd.javascript.builtins as unknown as Record<string, Identifier>);
const INTERFACES = instancesOf(bcd.api as unknown as Record<string, Identifier>);

/** What instances have, by its name. */
function instancesOf(owners: Readonly<Record<string, Identifier>>): Map<string, Identifier[]> {
  const instances = new Map<string, Identifier[]>();
  for (const [owner, members] of Object.entries(owners)) {
    for (const [name, feature] of Object.entries(members)) {
      if (name.endsWith('_static') || !/^[a-z]\w*$/i.test(name)) continue;
      const isBrought = BROUGHT.test(owner) || name === 'backgroundFetch';
      instances.set(name, [...(instances.get(name) ?? []), isBrought ? {} : (feature as Identifier)]);
    }
  }
  return instances;
}

/** The data of a global: an object, a class or a function. */
export function globalNamed(name: string): Identifier | undefined {
  if (BROUGHT.test(name)) return undefined;
  return featureAt(`javascript.builtins.${name}`) ?? featureAt(`api.${name}`);
}

/** The data of what a global itself has: `Promise.any`. */
export function staticOf(owner: string, name: string): Identifier | undefined {
  return featureAt(`javascript.builtins.${owner}.${name}`) ?? featureAt(`api.${owner}.${name}_static`);
}

/**
 * The data of everything that has a member of this name: which of them a script means cannot be told.
 *
 * @param own - names that are only looked for where JavaScript itself has them.
 */
export function membersNamed(name: string, own: ReadonlySet<string>): readonly Identifier[] {
  const builtins = BUILTINS.get(name) ?? [];
  return own.has(name) && builtins.length === 0 ? [] : [...builtins, ...(INTERFACES.get(name) ?? [])];
}
