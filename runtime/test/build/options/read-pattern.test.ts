import { suite } from 'uvu';
import { readPattern, readTemplate } from '../../../src/build/options/read-pattern.ts';
import { failsWith } from '../../support/fails-with.ts';

const test = suite('readPattern');

const REFUSED: [pattern: string, remedy: string][] = [
  ['a{b', '"{" in "a{b" is not closed'],
  ['a?', '"?" in "a?" needs a backslash before it'],
  ['{a}*', '"*" in "{a}*" needs a backslash before it'],
  ['(\\d+)', 'needs a backslash before it (regular expressions are not supported: use :name or *)'],
];

for (const [id, remedy] of REFUSED) {
  test(`"${id}" is refused with a remedy`, () =>
    failsWith(() => readPattern({ id }), 'invalid-pattern', id, remedy));
}

test('a template is named with its route', () =>
  failsWith(
    () => readTemplate('episode/:slug', 'the title', '{a'),
    'invalid-pattern',
    'episode/:slug',
    'the title',
  ));

test.run();
