/** The downloads that are being removed: they are not brought up to date. */
export const removing: Set<string> = new Set();
