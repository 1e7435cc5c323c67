/**
 * Converts to a DOMString.
 *
 * @throws TypeError for a symbol
 * @see https://webidl.spec.whatwg.org/#js-DOMString
 */
export function toDOMString(value: unknown): string {
  // Not String(), which takes symbols.
  return `${value as string}`;
}

/**
 * Converts to a USVString: as a DOMString, with U+FFFD for each lone surrogate.
 *
 * @throws TypeError for a symbol
 * @see https://webidl.spec.whatwg.org/#js-USVString
 */
export function toUSVString(value: unknown): string {
  // `toWellFormed()` came with Firefox 119. In this mode a pair is one character, so only a lone one is found.
  return toDOMString(value).replace(/\p{Surrogate}/gu, '\uFFFD');
}
