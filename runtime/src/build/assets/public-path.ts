/** Where relative URLs of the routes lead, for a bundler's base or publicPath; one that is relative or on a CDN does not tell. */
export function appBase(publicPath: string): string {
  return isOnOtherOrigin(publicPath) || !publicPath.startsWith('/') ? '/' : publicPath;
}

/** Whether a file is opened by itself: no base leads the browser to it. */
export function isPage(path: string): boolean {
  return /\.x?html?$/i.test(path);
}

/**
 * The URL of an output file whose bundler puts it elsewhere than below the app's base: a base on another origin is where
 * the files are, but not where the app is, nor its pages. Undefined where the path says it all.
 */
export function publicUrl(publicPath: string, path: string): string | undefined {
  return isOnOtherOrigin(publicPath) && !isPage(path)
    ? publicPath + path.split('/').map(encodeURIComponent).join('/')
    : undefined;
}

/** Whether a base names an origin, as that of a CDN does. */
export function isOnOtherOrigin(publicPath: string): boolean {
  return /^(?:[a-z]+:)?\/\//i.test(publicPath);
}
