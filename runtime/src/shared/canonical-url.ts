/** What the URL parser takes escaped and as it is, where both name the same: of a path. */
const PATH = /[\w.~!$&'()*+,;=:@[\]|-]/;

/** Of a query, where `&`, `=`, `+` and `;` mean something else when they are not escaped. */
const QUERY = /[\w.~!$()*,:@[\]|/?^`{}-]/;

/**
 * The one spelling of a URL: two spellings that name the same resource on every server have the same one, which is that of
 * the URL parser for unescaped text. What a server may tell apart stays apart: `%2F` and `/`, `%23` and `#`, a query, and
 * `%26` and `&` in it.
 *
 * @param url - absolute, or relative to `base`. Its fragment is dropped, since no server sees it.
 * @throws TypeError where it is no URL.
 * @see https://url.spec.whatwg.org/#url-parsing
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2
 */
export function canonicalUrl(url: string, base?: string): string {
  const [, path = '', query = ''] = /^([^?#]*)([^#]*)/.exec(new URL(url, base).href) ?? [];
  return spell(path, PATH) + spell(query, QUERY);
}

/** Most URLs have only one spelling, and there may be many thousands. */
const SEVERAL_SPELLINGS = /[#%^`{}']/;

/** The same for a URL that comes from the URL parser, as that of a request does. */
export function canonicalHref(href: string): string {
  return SEVERAL_SPELLINGS.test(href) ? canonicalUrl(href) : href;
}

/** Decides on what has been escaped, and on what only some escape: as it is where that names the same, otherwise escaped. */
function spell(text: string, same: RegExp): string {
  // A percent sign alone is one that nobody has escaped.
  return text.replace(
    /%([\da-f]{2})?|[\^`{}']/gi,
    (found: string, hex = found.charCodeAt(0).toString(16)) => {
      const char = String.fromCharCode(Number.parseInt(hex, 16));
      return same.test(char) ? char : `%${hex.toUpperCase()}`;
    },
  );
}
