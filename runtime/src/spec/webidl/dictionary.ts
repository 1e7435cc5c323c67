import { isObject } from './sequence.ts';

/** How each member is converted: those of inherited dictionaries first, each dictionary's in alphabetical order. */
export type Members<T> = { [K in keyof T]-?: (value: unknown) => Exclude<T[K], undefined> };

/**
 * Converts to a dictionary: undefined and null have no members, and a member that is undefined is not there.
 *
 * @param required - the member that has to be there.
 * @throws TypeError for any other value that is no object, for a missing member, and what the conversions throw
 * @see https://webidl.spec.whatwg.org/#js-dictionary
 */
export function toDictionary<T extends object>(
  value: unknown,
  members: Members<T>,
  required?: keyof T,
): Partial<T> {
  if (value !== undefined && value !== null && !isObject(value)) throw new TypeError('Not a dictionary');
  const dictionary: Partial<T> = {};
  for (const name in members) {
    const given = (value as T | null | undefined)?.[name];
    if (given !== undefined) dictionary[name] = members[name](given);
    else if (name === required) throw new TypeError(`${name} is missing`);
  }
  return dictionary;
}
