import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { canonicalUrl } from '../../src/shared/canonical-url.ts';
import { fillUrl } from '../../src/shared/fill.ts';
import { parseTemplate } from '../../src/shared/pattern.ts';
import { servedUrls } from '../../src/shared/served-urls.ts';
import { urlExpressions } from '../../src/shared/url-expressions.ts';

const STARTS: [template: string, ...starts: string[]][] = [
  ['/media/:a.mp3', '/media/'],
  ['/media/x-:a.mp3', '/media/'],
  ['media/:a.mp3', './media/'],
  [':a', './'],
  ['./a\\:b/:a', './a:b/'],
  ['../:a', './../'],
  ['../../x/:a', './../../x/'],
  ['x/../../:a', './../'],
  ['%2e%2E/x/:a', './../x/'],
  ['..\\\\x/:a', './../x/'],
  ['/../x/:a', '/x/'],
  ['/:a', '/'],
  ['?q=:a', '?'],
  ['./?q=:a', './?'],
  ['/s?p=/x/:a', '/s?p=/x/'],
  ['/ä b/:a', '/%C3%A4%20b/'],
  ['https://cdn.example/x/:a', 'https://cdn.example/x/'],
  ['https://cdn.example:8443/:a', 'https://cdn.example:8443/'],
  ['//cdn.example/x/:a', '//cdn.example/x/'],
  ['https://:a/x', ''],
  ['https://cdn-:a.example/x', ''],
  ['//:a/x', ''],
  ['m{/:a}?', './m/', './'],
  ['x#:a', './'],
];

for (const [template, ...starts] of STARTS) {
  test(`"${template}" begins with ${starts.join(' or ')}`, () => {
    assert.equal(
      servedUrls(parseTemplate(template)).map(([start]) => start),
      starts,
    );
  });
}

const BASES = [
  'https://app.example/',
  'http://localhost:8080/',
  'https://app.example/bgf-folder/app/deep/',
  'https://app.example/app/index.html?v=1',
];

const VALUES = ['x', 'a-b', 'ä b', '50%', 'a:b', "it's", '[x]', '.x'];

for (const [template] of STARTS) {
  test(`"${template}" serves what it becomes, whatever the base`, () => {
    const variants = parseTemplate(template);
    for (const base of BASES) {
      for (const a of VALUES) {
        const filled = fillUrl(variants, { a });
        if (!URL.canParse(filled, base)) continue;
        const url = canonicalUrl(filled, base);
        const rests = servedUrls(variants).flatMap(([start, rest]) => {
          const from = start && canonicalUrl(start, base);
          return url.startsWith(from) ? [rest.test(url.slice(from.length))] : [];
        });
        assert.ok(rests.includes(true), `${url} of ${base}`);
      }
    }
  });

  test(`"${template}" serves nothing that it cannot become`, () => {
    const variants = parseTemplate(template);
    for (const base of BASES) {
      for (const other of [
        'y/x',
        '../y',
        '/y/z/x',
        '/media/x.mp4',
        'https://other.example/y',
        '/x?y',
        '?y',
      ]) {
        const url = canonicalUrl(other, base);
        const isServed = servedUrls(variants).some(([start, rest]) => {
          const from = start && canonicalUrl(start, base);
          return url.startsWith(from) && rest.test(url.slice(from.length));
        });
        const expected = urlExpressions(variants, base).some(({ expression }) => expression.test(url));
        assert.is(isServed, expected, `${url} of ${base}`);
      }
    }
  });
}

test('a template that is no URL is a TypeError', () => {
  assert.throws(
    () => servedUrls(parseTemplate('https://a b/:c')),
    (error: Error) => error instanceof TypeError,
  );
});

test.run();
