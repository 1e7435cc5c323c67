import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type Param,
  PatternError,
  paramsOf,
  parsePattern,
  parseTemplate,
  type Variant,
} from '../../src/shared/pattern.ts';

const segment = (name: string): Param => ({ name, kind: 'segment' });
const segments = (name: string): Param => ({ name, kind: 'segments' });
const wildcard = (name: string): Param => ({ name, kind: 'wildcard' });

const PATTERNS: [pattern: string, expected: Variant[]][] = [
  ['', [[]]],
  ['episode', [['episode']]],
  ['episode/:slug', [['episode/', segment('slug')]]],
  [':a-:b', [[segment('a'), '-', segment('b')]]],
  [':a/:b/c', [[segment('a'), '/', segment('b'), '/c']]],
  [':slug_1x.mp3', [[segment('slug_1x'), '.mp3']]],
  ['file/*', [['file/', wildcard('0')]]],
  ['*/x/*', [[wildcard('0'), '/x/', wildcard('1')]]],
  // a colon before what cannot begin a name is literal
  ['12:30', [['12:30']]],
  ['a:', [['a:']]],
  // modifiers; the slash before an optional name belongs to it
  ['a/:b?', [['a/', segment('b')], ['a']]],
  ['a-:b?', [['a-', segment('b')], ['a-']]],
  ['a/:b+', [['a/', segments('b')]]],
  ['a/:b*', [['a/', segments('b')], ['a']]],
  ['a/:b?/c', [['a/', segment('b'), '/c'], ['a/c']]],
  // an id has no metadata
  [':metadata.name', [[segment('metadata'), '.name']]],
  // groups
  ['a{b}c', [['abc']]],
  ['a{b}?c', [['abc'], ['ac']]],
  ['a{/:b}?', [['a/', segment('b')], ['a']]],
  ['a{/:b{/:c}?}?', [['a/', segment('b'), '/', segment('c')], ['a/', segment('b')], ['a']]],
  ['{}?', [[], []]],
  // escapes
  ['a\\:b', [['a:b']]],
  ['\\*\\?\\+\\(\\)\\{\\}\\\\', [['*?+(){}\\']]],
  ['a\\b', [['ab']]],
  // what a template would also take literally
  ['a)b', [['a)b']]],
  ['é/:ü', [['é/', segment('ü')]]],
  ['a/:größe-:日本.mp3', [['a/', segment('größe'), '-', segment('日本'), '.mp3']]],
  ['a/:🎧', [['a/:🎧']]],
  ['a/:b🎧', [['a/', segment('b'), '🎧']]],
  ['🎧/:a', [['🎧/', segment('a')]]],
];

for (const [pattern, expected] of PATTERNS) {
  test(`parsePattern "${pattern}"`, () => assert.equal(parsePattern(pattern), expected));
}

const TEMPLATES: [template: string, expected: Variant[]][] = [
  ['/media/:slug.mp3', [['/media/', segment('slug'), '.mp3']]],
  ['https://cdn.example:8080/:a', [['https://cdn.example:8080/', segment('a')]]],
  // modifiers and regular expressions stand for themselves
  ['/a?x=:a&y=(1)+2', [['/a?x=', segment('a'), '&y=(1)+2']]],
  [':a?', [[segment('a'), '?']]],
  [':a+', [[segment('a'), '+']]],
  [':a*', [[segment('a'), wildcard('0')]]],
  ['a}b', [['a}b']]],
  ['Episode{ :n}?', [['Episode ', segment('n')], ['Episode']]],
  ['{:n}x', [[segment('n'), 'x']]],
  ['at 12\\:30 for \\:slug', [['at 12:30 for :slug']]],
  // what metadata has at a path
  [':metadata.name', [[segment('metadata.name')]]],
  [':metadata.größe.2, :größe', [[segment('metadata.größe.2'), ', ', segment('größe')]]],
  [
    '{:metadata.a.b_2, }?by :metadata.0',
    [
      [segment('metadata.a.b_2'), ', by ', segment('metadata.0')],
      ['by ', segment('metadata.0')],
    ],
  ],
  ['{:metadata.name}.mp3', [[segment('metadata.name'), '.mp3']]],
  ['as :metadata. Or :metadata', [['as ', segment('metadata'), '. Or ', segment('metadata')]]],
  [':metadata_x.y :metadat.a', [[segment('metadata_x'), '.y ', segment('metadat'), '.a']]],
  ['\\:metadata.name', [[':metadata.name']]],
];

for (const [template, expected] of TEMPLATES) {
  test(`parseTemplate "${template}"`, () => assert.equal(parseTemplate(template), expected));
}

const REFUSED: [source: string, parse: (source: string) => unknown, char: string][] = [
  ['a{b', parsePattern, '{'],
  ['a{b{c}', parsePattern, '{'],
  ['a{b', parseTemplate, '{'],
  ['a}', parsePattern, '}'],
  ['a?', parsePattern, '?'],
  ['a+', parsePattern, '+'],
  ['*?', parsePattern, '?'],
  ['{a}+', parsePattern, '+'],
  ['{a}*', parsePattern, '*'],
  [':a??', parsePattern, '?'],
  ['(\\d+)', parsePattern, '('],
  [':a(\\d+)', parsePattern, '('],
];

for (const [source, parse, char] of REFUSED) {
  test(`${parse.name} refuses "${source}"`, () => {
    assert.throws(
      () => parse(source),
      (error: Error) =>
        error instanceof PatternError && error.char === char && error.message === `"${char}" in "${source}"`,
    );
  });
}

test('readings with more of the optional groups come first', () => {
  for (const [pattern] of PATTERNS) {
    const counts = parsePattern(pattern).map((variant) => variant.length);
    assert.equal(
      counts,
      counts.toSorted((a, b) => b - a),
      pattern,
    );
  }
});

test('paramsOf gives the placeholders in their order', () => {
  const [variant = []] = parsePattern('a/:b/*/:c+');
  assert.equal(paramsOf(variant), [segment('b'), wildcard('0'), segments('c')]);
});

test.run();
