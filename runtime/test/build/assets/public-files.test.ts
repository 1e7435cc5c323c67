import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fileInMemory } from '../../../src/build/assets/built-file.ts';
import { addPublicFiles } from '../../../src/build/assets/public-files.ts';
import { failsWith } from '../../support/fails-with.ts';
import { inFolder } from '../../support/temporary-folder.ts';

/** Runs with a folder that has these files, whose content says that they are the folder's. */
function inPublicFolder(paths: string[], run: (folder: string) => Promise<void>): Promise<void> {
  return inFolder(Object.fromEntries(paths.map((path) => [path, `public ${path}`])), run);
}

const CASES: [
  name: string,
  bundled: string[],
  inPublic: string[],
  outputFolder: string | undefined,
  expected: string[],
][] = [
  [
    'both have their own',
    ['a.js'],
    ['b.mp3', 'm/c.bin'],
    undefined,
    ['bundled a.js', 'public b.mp3', 'public m/c.bin'],
  ],
  [
    "the bundler's own win",
    ['a.js', 'm/x'],
    ['a.js', 'm/x', 'm/y'],
    undefined,
    ['bundled a.js', 'bundled m/x', 'public m/y'],
  ],
  ['other files of the same name', ['x'], ['m/x'], undefined, ['bundled x', 'public m/x']],
  ['nothing bundled', [], ['b'], undefined, ['public b']],
  ['nothing in the folder', ['a'], [], undefined, ['bundled a']],
  [
    'the output inside it',
    ['a.js'],
    ['build/old.js', 'builds/b'],
    'build',
    ['bundled a.js', 'public builds/b'],
  ],
  ['the output is it', ['a.js'], ['a.js', 'old.js'], '.', ['bundled a.js']],
  ['the output beside it', ['a.js'], ['b'], '../elsewhere', ['bundled a.js', 'public b']],
];

for (const [name, bundled, inPublic, outputFolder, expected] of CASES) {
  test(name, () =>
    inPublicFolder(inPublic, async (folder) => {
      const files = await addPublicFiles(
        bundled.map((path) => fileInMemory(path, `bundled ${path}`)),
        {
          folder,
          isStated: true,
          outputFolder: outputFolder === undefined ? undefined : join(folder, outputFolder),
          more: () => ({ immutable: false }),
        },
      );
      const texts = await Promise.all(files.map((file) => file.text()));
      assert.equal(texts.sort(), expected.sort());
      assert.equal(
        files.filter(({ immutable }) => immutable === false).length,
        expected.filter((text) => text.startsWith('public')).length,
      );
    }),
  );
}

test('a folder below the base', () =>
  inPublicFolder(['x', 'deep/y', 'build/old.js'], async (folder) => {
    const files = await addPublicFiles([fileInMemory('models/x', 'bundled')], {
      folder,
      prefix: 'models/',
      isStated: true,
      outputFolder: join(folder, 'build'),
      more: (path) => ({ url: `/app/${path}` }),
    });
    assert.equal(
      files.map(({ path, url }) => [path, url]),
      [
        ['models/x', undefined],
        ['models/deep/y', '/app/models/deep/y'],
      ],
    );
  }));

test('a folder that is not there is a mistake only where the user has named it', () =>
  inPublicFolder(['file'], async (folder) => {
    const bundled = [fileInMemory('a', '')];
    for (const missing of [join(folder, 'none'), join(folder, 'file')]) {
      await failsWith(
        () => addPublicFiles(bundled, { folder: missing, isStated: true }),
        'missing-folder',
        { option: 'publicDir', folder: missing },
        `The option "publicDir" names the folder ${missing}, which is not there.`,
      );
    }
    assert.equal(await addPublicFiles(bundled, { folder: join(folder, 'none'), isStated: false }), bundled);
  }));

test.run();
