/**
 * Whether the user has forbidden background fetches. Browsers that do not know the permission do not forbid.
 *
 * @see https://wicg.github.io/background-fetch/#permissions
 */
export async function isPermissionDenied(): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: 'background-fetch' as PermissionName });
    return state === 'denied';
  } catch {
    return false;
  }
}
