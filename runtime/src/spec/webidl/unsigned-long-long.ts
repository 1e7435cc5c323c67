/**
 * Converts to an unsigned long long: whole numbers modulo 2^64, and 0 for what is no finite number.
 *
 * @throws TypeError for a symbol or a BigInt
 * @see https://webidl.spec.whatwg.org/#js-unsigned-long-long
 */
export function toUnsignedLongLong(value: unknown): number {
  const number = Math.trunc(+(value as number));
  // Numbers above 2^53 have gaps, so that the remainder must be taken of a BigInt.
  return Number.isFinite(number) ? Number(BigInt.asUintN(64, BigInt(number))) : 0;
}
