import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fileInMemory } from '../../../src/build/assets/built-file.ts';
import { excludesOf, matchGlob } from '../../../src/build/assets/match-files.ts';
import { failsWith } from '../../support/fails-with.ts';

const PATHS = [
  'models/b.bin',
  'models/a.bin',
  'models/deep/c.bin',
  'index.html',
  'assets/x.js',
  'assets/x.js.map',
];
const FILES = PATHS.map((path) => fileInMemory(path, path));

const CASES: [glob: string[], ignore: string[], expected: string[]][] = [
  [['models/*'], [], ['models/a.bin', 'models/b.bin']],
  [['models/**'], [], ['models/a.bin', 'models/b.bin', 'models/deep/c.bin']],
  [['**/*.bin'], ['**/deep/**'], ['models/a.bin', 'models/b.bin']],
  [['models/{a,b}.bin'], [], ['models/a.bin', 'models/b.bin']],
  [['assets/*.js', 'index.html'], [], ['assets/x.js', 'index.html']],
  [['**'], ['models/**', '**/*.map'], ['assets/x.js', 'index.html']],
  [['models/a.bin', 'models/*'], [], ['models/a.bin', 'models/b.bin']],
];

for (const [glob, ignore, expected] of CASES) {
  test(`${glob} without ${ignore}`, () => {
    const found = matchGlob('r', { glob, ignore }, FILES, false);
    assert.equal(
      found.map(({ path }) => path),
      expected,
    );
  });
}

for (const [glob, ignore, expected] of CASES) {
  test(`excludesOf excludes ${glob} without ${ignore}, and our own scripts`, () => {
    const excludes = excludesOf({
      routes: [{ id: 'r', requests: [{ url: '/x' }, { glob, ignore }] }],
      fallback: 'auto',
    });
    const scripts = ['js/background-fetch-sw.0123456-_9.js', 'background-fetch-fallback.0123456789.js'];
    const excluded = [...PATHS, ...scripts].filter((path) => excludes.some((exclude) => exclude.test(path)));
    assert.equal(excluded.sort(), [...expected, ...scripts].sort());
  });
}

test('a glob that matches nothing lists what is there', () =>
  failsWith(
    () => matchGlob('models/:x', { glob: ['modles/**', '*.bin'], ignore: [] }, FILES, false),
    'empty-glob',
    'Route "models/:x": no file of the build matches "modles/**", "*.bin".',
    'relative to the output folder, which has: assets/, index.html, models/.',
  ));

test('the list has an end', () => {
  const files = Array.from({ length: 20 }, (_, index) =>
    fileInMemory(`f${String(index).padStart(2, '0')}/x`, ''),
  );
  return failsWith(
    () => matchGlob('r', { glob: ['x'], ignore: [] }, files, false),
    'empty-glob',
    'f06/, f07/, …. ',
  );
});

test('a build without files says so', () =>
  failsWith(
    () => matchGlob('r', { glob: ['x'], ignore: [] }, [], false),
    'empty-glob',
    'which has: no files',
  ));

test('lenient: nothing is found, and that is fine', () => {
  assert.equal(matchGlob('r', { glob: ['x'], ignore: [] }, FILES, true), []);
});

test.run();
