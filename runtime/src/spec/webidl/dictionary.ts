import { isObject } from './sequence.ts';

/**
 * Checks what is to be converted to a dictionary: undefined and null have no members. The caller reads the members, those
 * of inherited dictionaries first, each dictionary's in alphabetical order.
 *
 * @throws TypeError for any other value that is no object
 * @see https://webidl.spec.whatwg.org/#js-dictionary
 */
export function toDictionary(value: unknown): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new TypeError('It is no dictionary');
  return value as Record<string, unknown>;
}

/** Converts a member that is optional: undefined is a member that is not there. */
export function toOptional<T>(value: unknown, convert: (value: unknown) => T): T | undefined {
  return value === undefined ? undefined : convert(value);
}
