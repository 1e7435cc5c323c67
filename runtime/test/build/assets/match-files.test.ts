import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fileInMemory } from '../../../src/build/assets/built-file.ts';
import { excludesOf, matchGlob } from '../../../src/build/assets/match-files.ts';
import { failsWhole } from '../../support/fails-whole.ts';
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
    'Route "models/:x": no file of the build matches "modles/**", "*.bin". Did you mean "models/**"?',
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

/** A glob that matches nothing, and what is said before the list of what is there. */
const MEANT: [glob: string | string[], said: string][] = [
  ['/models/**', 'matches "/models/**". Did you mean "models/**"?'],
  ['models', 'matches "models". Did you mean "models/**"?'],
  ['models/', 'matches "models/". Did you mean "models/**"?'],
  ['/models/', 'matches "/models/". Did you mean "models/**"?'],
  ['models\\*', 'matches "models\\*". Did you mean "models/*"?'],
  ['public/models/*.bin', 'matches "public/models/*.bin". Did you mean "models/*.bin"?'],
  ['/public/models', 'matches "/public/models". Did you mean "models/**"?'],
  ['./public/models/deep/**', 'matches "./public/models/deep/**". Did you mean "models/deep/**"?'],
  ['Models/A.bin', 'matches "Models/A.bin". Did you mean "models/a.bin"?'],
  [['index.htm', '/models/*'], 'matches "index.htm", "/models/*". Did you mean "models/*"?'],
  ['modles/**', 'matches "modles/**". Did you mean "models/**"?'],
  ['model/deep/*.bin', 'matches "model/deep/*.bin". Did you mean "models/deep/*.bin"?'],
  ['src/asset/*.js', 'matches "src/asset/*.js". Did you mean "assets/*.js"?'],
  ['nowhere/**', 'matches "nowhere/**".'],
  ['**/*.mp3', 'matches "**/*.mp3".'],
  ['models/*.mp3', 'matches "models/*.mp3".'],
];

for (const [glob, said] of MEANT) {
  test(`what was meant by ${glob}`, () =>
    failsWhole(
      () => matchGlob('r', { glob: [glob].flat(), ignore: [] }, FILES, false),
      'empty-glob',
      `Route "r": no file of the build ${said} Patterns are relative to the output folder, which has: assets/, index.html, models/.`,
    ));
}

test('a glob of which everything is ignored', () =>
  failsWhole(
    () => matchGlob('r', { glob: ['models/*', 'models/a.bin'], ignore: ['**/*.bin', '*.txt'] }, FILES, false),
    'empty-glob',
    'Route "r": all files of the build that match "models/*", "models/a.bin" are left out by ignore: "**/*.bin", "*.txt".',
  ));

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
