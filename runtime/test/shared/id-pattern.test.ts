import { URLPattern } from 'urlpattern-polyfill';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { compileIdPattern, paramNames } from '../../src/shared/id-pattern.ts';
import type { Params } from '../../src/shared/match-id.ts';
import { PatternError, parsePattern } from '../../src/shared/pattern.ts';

const CASES: [pattern: string, id: string, expected: Params | undefined][] = [
  ['a', 'a', {}],
  ['a', 'ab', undefined],
  ['a', 'A', undefined],
  ['a', 'a\n', undefined],
  ['episode/:slug', 'episode/ep-5', { slug: 'ep-5' }],
  ['episode/:slug', 'episode/', undefined],
  ['episode/:slug', 'episode/a/b', undefined],
  ['episode/:slug', 'x/episode/a', undefined],
  [':a-:b', '1-2-3', { a: '1', b: '2-3' }],
  ['a/:b?', 'a', {}],
  ['a/:b?', 'a/x', { b: 'x' }],
  ['a/:b?', 'a/', undefined],
  ['a/:b+', 'a/x/y', { b: 'x/y' }],
  ['a/:b+', 'a/x//y', undefined],
  ['a/:b*', 'a', {}],
  ['*', '', { 0: '' }],
  ['*/x/*', 'a/b/x/', { 0: 'a/b', 1: '' }],
  ['a{/:b}?', 'a', {}],
  ['*/b', '/b', { 0: '' }],
  // what is special in regular expressions is literal
  ['a.b', 'axb', undefined],
  ['[a]^$|', '[a]^$|', {}],
  // the same name twice wants the same text
  [':a/:a', 'x/x', { a: 'x' }],
  [':a/:a', 'x/y', undefined],
  // names that objects have already
  [':constructor', 'x', { constructor: 'x' }],
  // no percent-encoding, and any character
  [':a', 'é %20?#', { a: 'é %20?#' }],
  ['*', 'a\nb', { 0: 'a\nb' }],
  ['é/:a', 'é/🎧', { a: '🎧' }],
];

for (const [pattern, id, expected] of CASES) {
  test(`"${pattern}" and the id ${JSON.stringify(id)}`, () =>
    assert.equal(compileIdPattern(pattern).match(id), expected));
}

for (const id of ['.', '..', '../a', 'a/..', 'a/./b', 'a/../b']) {
  test(`"${id}" matches nothing, since it could lead a URL out of its folder`, () => {
    assert.is(compileIdPattern('*').match(id), undefined);
  });
}

for (const id of ['...', 'a..', '..a', 'a/b.c']) {
  test(`"${id}" has no dot segment`, () => assert.equal(compileIdPattern('*').match(id), { 0: id }));
}

test('what cannot be read is a PatternError', () => {
  assert.throws(
    () => compileIdPattern('a('),
    (error: Error) => error instanceof PatternError,
  );
});

// The oracle: URLPattern with a slash before pattern and id. These ids have no characters that a URL would encode.
const PATTERNS = [
  'a',
  ':a',
  'a/:b',
  ':a/:b',
  ':a-:b',
  ':a.:b',
  'a/:b?',
  'a/:b+',
  'a/:b*',
  'a/:b?/c',
  'a/:b+/c',
  'a/:b*/c',
  'a-:b?',
  'a/:b?/:c?',
  'a/:b+/:c+',
  '*',
  'a*',
  'a/*',
  '*/b',
  '*/b/*',
  'a/:b/*',
  'a{b}c',
  'a{b}?c',
  'a{/b}?',
  'a{/:b}?',
  'a{-:b}?{-c}?',
  '{a-}?:b',
  'a\\:b',
  'a\\*',
];

const IDS = [
  'a',
  'b',
  'ab',
  'ac',
  'abc',
  'A',
  'a/',
  'a/b',
  'a/c',
  'a/b/c',
  'a/b/c/',
  'a/x/y/c',
  'a//b',
  'a/b//c',
  'a-b',
  'a-',
  'a-b-c',
  'a-c',
  'a.b',
  'a.b.c',
  'b/b/b',
  'b/b',
  'a:b',
  'a*',
  'a/b/c/d/e',
];

for (const pattern of PATTERNS) {
  test(`"${pattern}" matches the ids that URLPattern matches, with the same parameters`, () => {
    const oracle = new URLPattern({ pathname: `/${pattern}` });
    const ours = compileIdPattern(pattern);
    for (const id of IDS) {
      const found = oracle.exec({ pathname: `/${id}` })?.pathname.groups;
      const expected = found && Object.fromEntries(Object.entries(found).filter(([, text]) => text));
      const params = ours.match(id);
      const actual = params && Object.fromEntries(Object.entries(params).filter(([, text]) => text));
      assert.equal(actual, expected, `the id "${id}"`);
    }
  });
}

const NAMES: [pattern: string, always: string[], sometimes: string[]][] = [
  ['a', [], []],
  [':a/:b', ['a', 'b'], []],
  [':a/:b?', ['a'], ['b']],
  [':a{/:b/*}?', ['a'], ['b', '0']],
  ['{:a}?{:a}?', [], ['a']],
];

for (const [pattern, always, sometimes] of NAMES) {
  test(`paramNames of "${pattern}"`, () => {
    const names = paramNames(parsePattern(pattern));
    assert.equal([...names.always].sort(), always.sort());
    assert.equal([...names.sometimes].sort(), sometimes.sort());
  });
}

test.run();
