import type { Download, Route } from './routes.ts';

/** What an id means in these routes, or undefined where none matches. */
export function findDownload(routes: readonly Route[], id: string): Download | undefined {
  for (const route of routes) {
    const download = route.resolve(id);
    if (download) return download;
  }
  return undefined;
}
