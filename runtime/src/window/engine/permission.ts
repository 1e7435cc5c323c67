import { told } from '../within.ts';

/** A cache that is there where a start has been taken that nobody had pressed for. */
const ALLOWED = 'workbox-background-fetch-allowed';

/** The state of the permission, or undefined where the browser does not know it or does not say: then it has not denied it. */
export async function permissionState(): Promise<PermissionState | undefined> {
  const permission = await told(() =>
    navigator.permissions.query({ name: 'background-fetch' as PermissionName }),
  );
  return permission?.state;
}

/**
 * Whether the browser takes a start that nobody has pressed for. Chromium allows one for each press. Where that has been used up its permission is `prompt`:
 * it asks its user, or refuses from then on, unless the user has allowed the site's automatic downloads, which is seen by what has been taken before.
 */
export async function needsNoPress(): Promise<boolean> {
  return (await permissionState()) !== 'prompt' || Boolean(await told(() => caches.has(ALLOWED)));
}

/** Forgets that any start is taken: one was not. */
export async function noteDenied(): Promise<void> {
  await told(() => caches.delete(ALLOWED));
}

/** Notes what a start that has been taken tells of the next one. */
export async function noteTaken(before: PermissionState | undefined): Promise<void> {
  if (before === 'prompt') await told(() => caches.open(ALLOWED));
}
