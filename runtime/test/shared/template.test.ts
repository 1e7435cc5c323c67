import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { canonicalUrl } from '../../src/shared/canonical-url.ts';
import { fillText, fillUrl } from '../../src/shared/fill.ts';
import type { Params } from '../../src/shared/match-id.ts';
import { PatternError, parseTemplate } from '../../src/shared/pattern.ts';
import { compileUrlMatcher } from '../../src/shared/template.ts';

const BASE = 'https://app.example/app/';

const TEXTS: [template: string, params: Params, expected: string][] = [
  ['Episode :slug', { slug: 'ä & b/c' }, 'Episode ä & b/c'],
  ['Episode :slug, again :slug', { slug: '1' }, 'Episode 1, again 1'],
  ['Episode{ :n}?', { n: '2' }, 'Episode 2'],
  ['Episode{ :n}?', {}, 'Episode'],
  ['{:a }?{:b }?end', { b: '1' }, '1 end'],
  ['{:a{-:b}?}?', { a: '1' }, '1'],
  ['*', { 0: 'a/b' }, 'a/b'],
  ['at 12\\:30', {}, 'at 12:30'],
  ['Done?', {}, 'Done?'],
  ['', {}, ''],
];

for (const [template, params, expected] of TEXTS) {
  test(`fillText "${template}" with ${JSON.stringify(params)}`, () =>
    assert.is(fillText(parseTemplate(template), params), expected));
}

const URLS: [template: string, params: Params, expected: string][] = [
  ['/media/:slug.mp3', { slug: 'a b' }, '/media/a%20b.mp3'],
  ['/media/:slug.mp3', { slug: '50%' }, '/media/50%25.mp3'],
  ['/media/:slug.mp3', { slug: 'é' }, '/media/%C3%A9.mp3'],
  ['/media/:slug.mp3', { slug: 'a#b?c&d=e' }, '/media/a%23b%3Fc%26d%3De.mp3'],
  ['/files/*', { 0: 'a b/c?/é' }, '/files/a%20b/c%3F/%C3%A9'],
  ['/search?q=:q', { q: 'a&b=c+d' }, '/search?q=a%26b%3Dc%2Bd'],
  // Literal text is the developer's own and stays as it stands.
  ['/a b/:slug', { slug: 'x' }, '/a b/x'],
];

for (const [template, params, expected] of URLS) {
  test(`fillUrl "${template}" with ${JSON.stringify(params)}`, () =>
    assert.is(fillUrl(parseTemplate(template), params), expected));
}

test('a template that cannot be read is a PatternError', () => {
  const isPatternError = (error: Error): boolean => error instanceof PatternError;
  assert.throws(() => parseTemplate('{a'), isPatternError);
  assert.throws(() => compileUrlMatcher('{a', BASE), isPatternError);
});

test('a template that is no URL is a TypeError', () => {
  assert.throws(
    () => compileUrlMatcher('https://a b/:c', BASE),
    (error: Error) => error instanceof TypeError,
  );
});

test('"/:a?again=:a": from a text to a URL and back', () => {
  const matcher = compileUrlMatcher('/:a?again=:a', BASE);
  for (const a of ['plain', 'a b', '50%', 'a&b=c', 'é']) {
    const url = canonicalUrl(fillUrl(parseTemplate('/:a?again=:a'), { a }), BASE);
    assert.equal(matcher.match(url), { a }, url);
  }
});

/** Characters that a URL, a regular expression or a template could take for something else. */
const DIFFICULT = [
  'plain',
  'a b',
  '50%',
  '%20',
  '%2F',
  'é',
  'e\u0301',
  '🎧',
  'a#b',
  'a?b',
  'a&b=c',
  'a+b',
  'a:b',
  'a\\b',
  "it's",
  '(a)*!~',
  '[a]{b}^$|',
  '"<>`',
  '@',
  'a;b,c',
  '...',
  '-1-param',
  'bgf-0-param',
];

const SEGMENT_TEMPLATES = [
  '/media/:a.mp3',
  'media/:a',
  './media/:a/index',
  '../:a',
  ':a',
  '/:a/again/:a.jpg',
  'https://cdn.example:8443/:a',
  'https://CDN.example/Ä x/:a',
  '/search?q=:a',
  '/search?q=:a&n=1',
  '/x{/sub}?/:a',
  '/é/:a',
];

for (const template of SEGMENT_TEMPLATES) {
  test(`"${template}": from any text to a URL and back`, () => {
    const matcher = compileUrlMatcher(template, BASE);
    for (const a of DIFFICULT) {
      const url = canonicalUrl(fillUrl(parseTemplate(template), { a }), BASE);
      assert.equal(matcher.match(url), { a }, url);
    }
  });
}

/** What a page may ask for, by another spelling than that which the template gives. */
const SPELLINGS: [template: string, spelling: string, params: Params][] = [
  ['media/:a.mp3', 'media/ep@2.mp3', { a: 'ep@2' }],
  ['media/:a.mp3', 'media/ep%402.mp3', { a: 'ep@2' }],
  ['media/:a.mp3', 'media/a,b.mp3', { a: 'a,b' }],
  ['media/:a.mp3', 'media/a%2cb.mp3', { a: 'a,b' }],
  ['media/:a.mp3', 'media/x=1&y.mp3', { a: 'x=1&y' }],
  ['media/:a.mp3', 'media/100%.mp3', { a: '100%' }],
  ['media/:a.mp3', 'media/Song [Live] @home, R&B+1.mp3', { a: 'Song [Live] @home, R&B+1' }],
  ['media/:a.mp3', 'media/ø.mp3#t=10', { a: 'ø' }],
  ['media [x]/:a', 'media%20%5bx%5d/1', { a: '1' }],
  ['search?q=:a&n=1', 'search?q=[a]%26b&n=1', { a: '[a]&b' }],
  ['files/*', 'files/a/%5Bb%5d/c', { 0: 'a/[b]/c' }],
];

for (const [template, spelling, params] of SPELLINGS) {
  test(`"${template}" matches "${spelling}"`, () =>
    assert.equal(compileUrlMatcher(template, BASE).match(canonicalUrl(spelling, BASE)), params));
}

const ROUND_TRIPS: [template: string, params: Params][] = [
  ['/files/*', { 0: '' }],
  ['/files/*', { 0: 'a' }],
  ['/files/*', { 0: 'a b/c%/é?/#' }],
  ['/files/*.bin', { 0: 'deep/er' }],
  ['/:a/*', { a: 'x', 0: 'y/z' }],
  ['/:a/:b', { a: '1', b: '2' }],
  ['/:a-:b', { a: '1', b: '2-3' }],
  ['/:a{/:b}?', { a: '1' }],
  ['/:a{/:b}?', { a: '1', b: '2' }],
  ['/:a{?v=:b}?', { a: '1' }],
  ['/:a{?v=:b}?', { a: '1', b: '2 3' }],
  ['http://localhost:3000/:a', { a: '3000' }],
  ['https://:host.example/x', { host: 'cdn' }],
  ['/plain', {}],
  ['/a\\:b/\\*', {}],
];

for (const [template, params] of ROUND_TRIPS) {
  test(`"${template}" with ${JSON.stringify(params)} and back`, () => {
    const url = canonicalUrl(fillUrl(parseTemplate(template), params), BASE);
    assert.equal(compileUrlMatcher(template, BASE).match(url), params, url);
  });
}

const NO_MATCH: [template: string, url: string][] = [
  ['/media/:a.mp3', 'https://app.example/media/.mp3'],
  ['/media/:a.mp3', 'https://app.example/media/a/b.mp3'],
  ['/media/:a.mp3', 'https://app.example/media/a.mp3?x'],
  ['/media/:a.mp3', 'https://app.example/media/axmp3'],
  ['/media/:a.mp3', 'https://app.example/app/media/a.mp3'],
  ['media/:a.mp3', 'https://app.example/media/a.mp3'],
  ['/media/:a.mp3', 'https://other.example/media/a.mp3'],
  ['/media/:a.mp3', 'http://app.example/media/a.mp3'],
  ['/:a/again/:a', 'https://app.example/x/again/y'],
  ['/search?q=:a', 'https://app.example/search?q=a&b'],
  ['/search?q=:a', 'https://app.example/search'],
  ['/:a', 'https://app.example/a%2Fb'],
  ['/media/:a', 'https://app.example/media/a?token=2'],
  // percent signs that decode to nothing
  ['/:a', 'https://app.example/%'],
  ['/:a', 'https://app.example/%FF'],
];

for (const [template, url] of NO_MATCH) {
  test(`"${template}" does not match ${url}`, () =>
    assert.is(compileUrlMatcher(template, BASE).match(url), undefined));
}

test.run();
