/**
 * Checks the number of arguments; an undefined one counts.
 *
 * @throws TypeError for too few
 * @see https://webidl.spec.whatwg.org/#dfn-overload-resolution-algorithm
 */
export function requireArguments(given: IArguments, count: number): void {
  if (given.length < count) throw new TypeError(`${count} argument(s) required`);
}
