/** Which characters the URL parser takes escaped and as they are, where both name the same; and which only some escape. */
interface Spelling {
  readonly same: RegExp;
  readonly escaped: RegExp;
}

const PATH: Spelling = { same: /[\w.~!$&'()*+,;=:@[\]|-]/, escaped: /[\^`{}]/g };

/** Of a query, `&`, `=`, `+` and `;` mean something else where they are not escaped. */
const QUERY: Spelling = { same: /[\w.~!$()*,:@[\]|/?^`{}-]/, escaped: /'/g };

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
  const [whole = ''] = new URL(url, base).href.split('#');
  const query = whole.indexOf('?');
  if (query < 0) return spell(whole, PATH);
  return spell(whole.slice(0, query), PATH) + spell(whole.slice(query), QUERY);
}

/** Most URLs have only one spelling, and there may be many thousands. */
const SEVERAL_SPELLINGS = /[#%^`{}']/;

/** The same for a URL that comes from the URL parser, as that of a request does. */
export function canonicalHref(href: string): string {
  return SEVERAL_SPELLINGS.test(href) ? canonicalUrl(href) : href;
}

function spell(text: string, { same, escaped }: Spelling): string {
  return text
    .replace(/%([\da-f]{2})?/gi, (_, hex: string | undefined) => {
      // A percent sign alone is one that nobody has escaped.
      const code = Number.parseInt(hex ?? '25', 16);
      const char = String.fromCharCode(code);
      return same.test(char) ? char : percent(code);
    })
    .replace(escaped, (char) => percent(char.charCodeAt(0)));
}

/** Two digits will do: everything beyond has been escaped by the URL parser. */
function percent(code: number): string {
  return `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
}
