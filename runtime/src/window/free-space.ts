import { told } from './within.ts';

/** Bytes that the browser still gives to this origin, as it says itself; negative where it has counted wrong. */
export async function freeSpace(): Promise<number> {
  // Safari has it from version 17 on.
  const { quota = 0, usage = 0 } = (await told(() => navigator.storage?.estimate?.())) ?? {};
  return quota - usage;
}
