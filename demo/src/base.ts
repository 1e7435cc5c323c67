const manifest = document.querySelector<HTMLLinkElement>('link[rel=manifest]');

/** Folder the app is served below, with a slash at the end; the web app manifest lies in it. */
export const BASE: URL = new URL('.', manifest?.href ?? location.href);

/** Absolute URL of a path below the base. */
export function appUrl(path: string): string {
  return new URL(path, BASE).href;
}

/** Path below the base without its slash at the front; `undefined` for a URL outside of the app. */
export function appPath(url: URL): string | undefined {
  if (url.origin !== BASE.origin || !url.pathname.startsWith(BASE.pathname)) return undefined;
  return url.pathname.slice(BASE.pathname.length);
}
