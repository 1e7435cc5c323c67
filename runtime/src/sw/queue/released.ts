/**
 * The downloads that somebody has asked for while they are paused. They are paused until it is written down who starts them: no other page is to be
 * told to.
 */
export const released: Set<string> = new Set();
