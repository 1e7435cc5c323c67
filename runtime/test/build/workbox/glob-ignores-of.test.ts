import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { globIgnoresOf } from '../../../src/build/workbox/glob-ignores-of.ts';

const DIFFICULT = [
  'a[1].txt',
  'b{x}.txt',
  'c(1).txt',
  'd*.txt',
  'e?.txt',
  '[ab]',
  '@(g).txt',
  '+(h)',
  '!i.txt',
  '#j.txt',
  '.k',
  'l m.txt',
  '[!m]',
  '**',
  'm|n.txt',
];

/** What those match too, or stop matching, where their characters are taken for a pattern. */
const PLAIN = [
  'a1.txt',
  'bx.txt',
  'c1.txt',
  'dd.txt',
  'ee.txt',
  'a',
  'g.txt',
  'h',
  'i.txt',
  'j.txt',
  'k',
  'n',
  'm',
  'n.txt',
];

const SCRIPTS = ['background-fetch-sw.abc.js', 'background-fetch-sw.abc.js.map'];

interface WorkboxBuild {
  getManifest(options: {
    globDirectory: string;
    globPatterns: string[];
    globIgnores: string[];
  }): Promise<{ manifestEntries: { url: string }[] }>;
}

const test = suite<{ folder: string }>('globIgnoresOf');

test.before.each(async (context) => {
  context.folder = await mkdtemp(join(tmpdir(), 'glob-ignores-of-'));
});
test.after.each(({ folder }) => rm(folder, { recursive: true }));

/** Every folder has some files that are ignored and some that are not, but for those of which nothing is kept. */
const CASES: [name: string, ignored: string[], kept: string[]][] = [
  ['names like patterns', DIFFICULT, PLAIN],
  ['names that such patterns would match', PLAIN, DIFFICULT],
  ['names in a folder', DIFFICULT.map((name) => `d/${name}`), PLAIN.map((name) => `d/${name}`)],
  ['folders like patterns', DIFFICULT.map((name) => `${name}/f`), PLAIN.map((name) => `${name}/f`)],
  ['whole folders, and parts', ['a/b/c', 'a/b/d/e', 'a/f', 'a/h', 'i'], ['a/g', 'b/c', 'j/i']],
  ['everything', ['a/b', 'c'], []],
  ['nothing', [], ['a/b', 'c']],
];

for (const [name, ignored, kept] of CASES) {
  test(`Workbox precaches all but the files given: ${name}`, async ({ folder }) => {
    const paths = [...ignored, ...kept];
    for (const path of [...paths, ...SCRIPTS]) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), path);
    }
    const { getManifest } = createRequire(import.meta.url)('workbox-build') as WorkboxBuild;
    const precached = async (globIgnores: string[]): Promise<string[]> => {
      const globPatterns = ['**/*', '**/.k', '.k/*'];
      const { manifestEntries } = await getManifest({ globDirectory: folder, globPatterns, globIgnores });
      return manifestEntries.map(({ url }) => url).sort();
    };
    assert.equal(await precached([]), [...paths, ...SCRIPTS].sort());
    const files = paths.map((path) => ({ path }));
    assert.equal(await precached(globIgnoresOf(ignored, files)), kept.toSorted());
  });
}

test('thousands of files need few patterns, none too long for minimatch', () => {
  const files = Array.from({ length: 20_000 }, (_, index) => ({ path: `m/track-${index}.bin` }));
  const paths = files.map(({ path }) => path);
  const some = globIgnoresOf(paths.slice(1), files);
  assert.ok(some.length < 20, `${some.length} patterns`);
  assert.ok(some.every(({ length }) => length < 65_536));
  const whole = globIgnoresOf(paths, [...files, { path: 'index.html' }]);
  assert.equal(whole, ['**/background-fetch-{sw,fallback}.*.js?(.map)', 'm/**']);
});

test.run();
