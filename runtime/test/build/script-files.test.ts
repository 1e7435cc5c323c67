import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { SCRIPT_NAME, scriptFile, writeScripts } from '../../src/build/script-files.ts';

const NAMES: [name: string, expected: boolean][] = [
  ['background-fetch-sw.0123456789.js', true],
  ['background-fetch-fallback.0123456789.js', true],
  ['background-fetch-sw.a-b_c-d_e-.js', true],
  ['background-fetch-sw.development.js', false],
  ['background-fetch-sw.012345678.js', false],
  ['background-fetch-sw.0123456789.js.map', false],
  ['my-background-fetch-sw.0123456789.js', false],
];

for (const [name, expected] of NAMES) {
  test(`SCRIPT_NAME and ${name}`, () => assert.is(SCRIPT_NAME.test(name), expected));
}

test('writeScripts makes the folder, writes the scripts and takes stale ones away, but nothing else', async () => {
  const root = await mkdtemp(join(tmpdir(), 'script-files-'));
  const folder = join(root, 'a', 'b');
  try {
    const [old, current, fallback] = [
      scriptFile('sw', 'old'),
      scriptFile('sw', 'current'),
      scriptFile('fallback', 'engine'),
    ];
    writeScripts(folder, [old, fallback]);
    await writeFile(join(folder, 'background-fetch-sw.js'), 'mine');
    await writeFile(join(folder, `${old.fileName}.map`), 'mine');
    writeScripts(folder, [current, fallback]);
    const expected = [
      'background-fetch-sw.js',
      `${old.fileName}.map`,
      current.fileName,
      fallback.fileName,
    ].sort();
    assert.equal((await readdir(folder)).sort(), expected);
    assert.is(await readFile(join(folder, current.fileName), 'utf8'), 'current');
    writeScripts(folder, [current, fallback]);
    assert.equal((await readdir(folder)).sort(), expected);
    writeScripts(folder, [current]);
    assert.is((await readdir(folder)).length, 3);
  } finally {
    await rm(root, { recursive: true });
  }
});

test.run();
