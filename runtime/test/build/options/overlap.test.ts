import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { findOverlap } from '../../../src/build/options/overlap.ts';
import { compileIdPattern } from '../../../src/shared/id-pattern.ts';
import { parsePattern } from '../../../src/shared/pattern.ts';

const overlap = (a: string, b: string): string | undefined => findOverlap(parsePattern(a), parsePattern(b));

const CASES: [first: string, second: string, expected: string | undefined][] = [
  ['a', 'a', 'a'],
  ['a', 'b', undefined],
  ['a', 'ab', undefined],
  ['', '*', ''],
  ['', ':a', undefined],
  [':a', 'b', 'b'],
  [':a', 'b/c', undefined],
  ['a/:b', ':a/c', 'a/c'],
  ['a/:b', 'b/:a', undefined],
  ['a/:b', 'a', undefined],
  ['a/:b?', 'a', 'a'],
  ['a{b}?c', 'ac', 'ac'],
  ['a{b}?c', 'abbc', undefined],
  ['*.mp3', '*.jpg', undefined],
  ['*.mp3', 'a*', 'a.mp3'],
  ['a*b', 'ab', 'ab'],
  ['a*', '*b', 'ab'],
  [':a-:b', 'x', undefined],
  [':a-:b', '--', undefined],
  [':a-:b', '---', '---'],
  ['é🎧', 'é:a', 'é🎧'],
];

for (const [first, second, expected] of CASES) {
  test(`"${first}" and "${second}"`, () => assert.is(overlap(first, second), expected));
}

// Every pair of these, against a search through all short strings.
const PATTERNS = [
  'a',
  'a/b',
  ':a',
  'a:a',
  ':a-',
  ':a-:b',
  ':a/:b',
  'a/:b',
  ':a/b',
  'a/:b?',
  'a/:b+',
  'a/:b*',
  '*',
  'a*',
  '*b',
  '*-*',
  '*/b',
  'a{b}?',
  '{a}?b',
  'a{/:b}?',
  'a{-b}?{/b}?',
  'b/*/a',
];

function strings(alphabet: readonly string[], longest: number): string[] {
  let last = [''];
  const all = [...last];
  for (let length = 0; length < longest; length++) {
    last = last.flatMap((text) => alphabet.map((char) => text + char));
    all.push(...last);
  }
  return all;
}

const SHORT = strings(['a', 'b', '-', '/'], 5);
const matched = new Map(
  PATTERNS.map((pattern) => {
    const compiled = compileIdPattern(pattern);
    return [pattern, new Set(SHORT.filter((id) => compiled.match(id)))];
  }),
);

for (const first of PATTERNS) {
  test(`"${first}": overlaps are those that a search through all short ids finds, and every example is one`, () => {
    for (const second of PATTERNS) {
      const both = SHORT.some((id) => matched.get(first)?.has(id) && matched.get(second)?.has(id));
      const example = overlap(first, second);
      assert.is(example !== undefined, both, `"${second}" gave ${JSON.stringify(example)}`);
      assert.is(overlap(second, first) !== undefined, both, `"${second}" the other way`);
      if (example === undefined) continue;
      for (const pattern of [first, second])
        assert.ok(compileIdPattern(pattern).match(example), `"${pattern}" does not match "${example}"`);
    }
  });
}

test('many placeholders do not make it slow', () => {
  const long = Array.from({ length: 30 }, (_, index) => `*a:p${index}-`).join('');
  assert.is(overlap(`${long}x`, `${long}y`), undefined);
});

test.run();
