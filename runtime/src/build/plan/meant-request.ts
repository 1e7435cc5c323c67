import type { RequestOptions } from '../../shared/route.ts';
import type { FindFiles } from './find-files.ts';

/** Ways in which URLs are often written that lead to nothing, and what they are to be then. */
const REWRITES: ((url: string) => string)[] = [
  // From the root of the origin, where the app is below.
  (url) => url.replace(/^\/(?!\/)/, ''),
  // As files are called before they are in the output folder: `public/media/one.mp3`. From the root, another folder may be the app's.
  (url) => url.replace(/^(?:\/(?:public|static|src)|(?:\.\/)?[^/:*{?#]+)\//, ''),
];

/** What a request that leads to no file was probably meant to be: a template of URLs that leads to some, or undefined. */
export function meantRequest(id: string, request: RequestOptions, findFiles: FindFiles): string | undefined {
  return REWRITES.map((rewrite) => rewrite(request.url)).find(
    (url) => url !== request.url && url !== '' && findFiles(id, { ...request, url }).length > 0,
  );
}
