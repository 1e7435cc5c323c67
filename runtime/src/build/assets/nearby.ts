/** How many names a message lists. */
const MOST = 8;

/** Names as a message lists them: each once, in order, and not too many. */
export function nearby(names: Iterable<string>): string[] {
  const all = [...new Set(names)].sort();
  return all.length > MOST ? [...all.slice(0, MOST), '…'] : all;
}
