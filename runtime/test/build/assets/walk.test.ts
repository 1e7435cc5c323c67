import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { filesBelow } from '../../../src/build/assets/built-file.ts';
import { resolveOptions } from '../../../src/build/options/resolve-options.ts';
import { globIgnoresBelow } from '../../../src/build/workbox/glob-ignores.ts';

/** Links as they are made in `public/`, with targets relative to them, and what is found there. */
const CASES: [name: string, links: Record<string, string>, expected: string[]][] = [
  ['no links', {}, []],
  ['a link to a folder elsewhere', { models: '../elsewhere' }, ['models/big.bin', 'models/deep/x.bin']],
  ['a link to a file elsewhere', { 'one.bin': '../elsewhere/big.bin' }, ['one.bin']],
  ['a link to a link', { a: 'b', b: '../elsewhere/deep' }, ['a/x.bin', 'b/x.bin']],
  ['links in links', { e: '../linked' }, ['e/again/x.bin']],
  ['two links to one folder', { a: '../elsewhere/deep', b: '../elsewhere/deep' }, ['a/x.bin', 'b/x.bin']],
  ['a link to a folder beside it', { copy: 'own' }, ['copy/f.bin']],
  ['a link that leads nowhere', { gone: '../nowhere' }, []],
  ['a link to itself', { self: 'self' }, []],
  ['a link to its own folder', { 'own/here': '.' }, []],
  ['a link to the top', { 'own/top': '..' }, []],
  ['a link above the top', { up: '../..' }, []],
  [
    'folders that link to each other',
    { 'own/other': '../two', 'two/other': '../own' },
    ['own/other/g.bin', 'two/g.bin', 'two/other/f.bin'],
  ],
];

for (const [name, links, found] of CASES) {
  test(name, async () => {
    const root = await mkdtemp(join(tmpdir(), 'walk-'));
    try {
      const folder = join(root, 'app/public');
      const make = async (path: string): Promise<void> => {
        await mkdir(join(root, 'app', path, '..'), { recursive: true });
        await writeFile(join(root, 'app', path), path);
      };
      await Promise.all(['public/own/f.bin', 'elsewhere/big.bin', 'elsewhere/deep/x.bin'].map(make));
      if ('two/other' in links) await make('public/two/g.bin');
      await mkdir(join(root, 'app/linked'));
      await symlink('../elsewhere/deep', join(root, 'app/linked/again'));
      for (const [link, target] of Object.entries(links)) await symlink(target, join(folder, link));

      const files = await filesBelow(folder);
      assert.equal(files.map(({ path }) => path).sort(), ['own/f.bin', ...found].sort());
      for (const file of files) assert.is.not(await file.text(), '');
      const options = resolveOptions({ routes: [{ id: 'all', requests: { glob: '*/**/*.bin' } }] });
      const ignores = globIgnoresBelow(options, { globDirectory: folder, swDest: 'sw.js', globIgnores: [] });
      for (const path of found.filter((path) => path.includes('/')))
        assert.ok(
          ignores.some((pattern) => pattern.startsWith(path.split('/')[0] ?? '')),
          `${path}: ${ignores}`,
        );
    } finally {
      await rm(root, { recursive: true });
    }
  });
}

test.run();
