/** Where relative URLs of the routes lead, for a bundler's base or publicPath; one that is relative or on a CDN does not tell. */
export function appBase(publicPath: string): string {
  return isOnOtherOrigin(publicPath) || !publicPath.startsWith('/') ? '/' : publicPath;
}

/**
 * The URL of an output file whose bundler puts it elsewhere than below the app's base: a base on another origin is where
 * the files are, but not where the app is. Undefined where the path says it all.
 */
export function publicUrl(publicPath: string, path: string): string | undefined {
  return isOnOtherOrigin(publicPath)
    ? publicPath + path.split('/').map(encodeURIComponent).join('/')
    : undefined;
}

/** Whether a base names an origin, as that of a CDN does. */
export function isOnOtherOrigin(publicPath: string): boolean {
  return /^(?:[a-z]+:)?\/\//i.test(publicPath);
}
