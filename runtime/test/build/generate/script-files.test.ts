import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  removeStaleScripts,
  removeStaleScriptsAtEnd,
  SCRIPT_NAME,
  type ScriptFile,
  scriptFile,
  writeScripts,
} from '../../../src/build/generate/script-files.ts';
import { inFolder, readFolder } from '../../support/temporary-folder.ts';

const NAMES: [name: string, expected: boolean][] = [
  ['background-fetch-sw.0123456789.js', true],
  ['background-fetch-fallback.0123456789.js', true],
  ['background-fetch-sw.a-b_c-d_e-.js', true],
  ['background-fetch-sw.development.js', false],
  ['background-fetch-sw.012345678.js', false],
  ['background-fetch-sw.0123456789.js.map', true],
  ['background-fetch-sw.0123456789.js.txt', false],
  ['my-background-fetch-sw.0123456789.js', false],
];

for (const [name, expected] of NAMES) {
  test(`SCRIPT_NAME and ${name}`, () => assert.is(SCRIPT_NAME.test(name), expected));
}

const [old, current, fallback] = [
  scriptFile('sw', 'old'),
  scriptFile('sw', 'current'),
  scriptFile('fallback', 'engine'),
];

test('writeScripts makes the folder, writes the scripts and leaves everything else', () =>
  inFolder({ 'a/mine.js': 'mine' }, async (root) => {
    writeScripts(join(root, 'a'), [old, fallback]);
    writeScripts(join(root, 'a/b'), [current]);
    writeScripts(join(root, 'a'), [current, fallback]);
    assert.equal(await readFolder(root), {
      'a/mine.js': 'mine',
      [`a/${old.fileName}`]: 'old',
      [`a/${current.fileName}`]: 'current',
      [`a/${fallback.fileName}`]: 'engine',
      [`a/b/${current.fileName}`]: 'current',
    });
  }));

const imports = (...scripts: ScriptFile[]): string =>
  `importScripts(${scripts.map(({ fileName }) => `"${fileName}"`).join()});`;

const STALE: [
  name: string,
  worker: string | undefined,
  scripts: ScriptFile[],
  removed: boolean,
  other?: string,
][] = [
  ['imports what is new', imports(current), [current], true],
  ['imports some of what is new', imports(current), [current, fallback], true],
  ['imports nothing of ours', 'importScripts("other.js");', [current], true],
  ['imports what is old', imports(old), [current], false],
  ['imports both', imports(old, current), [current], false],
  ['is not there', undefined, [current], false],
  ['has another beside it that imports it', imports(current), [current], false, imports(old)],
  ['has another beside it', imports(current), [current], true, imports(current, fallback)],
];

for (const [name, worker, scripts, removed, other = 'mine'] of STALE) {
  test(`old scripts ${removed ? 'go' : 'stay'} beside a worker that ${name}`, () =>
    inFolder({}, async (root) => {
      const others = { 'background-fetch-sw.js': 'mine', 'sw.js.map': 'mine', 'a.js': other };
      for (const [file, code] of Object.entries({ ...others, ...(worker ? { 'sw.js': worker } : {}) }))
        await writeFile(join(root, file), code);
      const map = { fileName: `${old.fileName}.map`, code: '{}' };
      writeScripts(root, [old, map, ...scripts]);
      removeStaleScripts(join(root, 'sw.js'), scripts);
      const expected = [...Object.keys(others), ...scripts.map(({ fileName }) => fileName)];
      if (worker) expected.push('sw.js');
      if (!removed) expected.push(old.fileName, map.fileName);
      assert.equal(Object.keys(await readFolder(root)).sort(), expected.sort());
    }));
}

test('where others write the workers, old scripts go when one is made again, and none of another worker', () =>
  inFolder({ 'one.js': imports(old), 'two.js': imports(fallback) }, async (root) => {
    const [one, two] = [join(root, 'one.js'), join(root, 'two.js')];
    writeScripts(root, [old, current, fallback]);
    removeStaleScriptsAtEnd(two, [fallback]);
    removeStaleScriptsAtEnd(one, [current]);
    assert.ok(Object.keys(await readFolder(root)).includes(old.fileName));
    await writeFile(one, imports(current));
    removeStaleScriptsAtEnd(one, [current]);
    const left = [current.fileName, fallback.fileName, 'one.js', 'two.js'];
    assert.equal(Object.keys(await readFolder(root)).sort(), left.sort());
  }));

test('what a worker that is made again is going to import stays, and what it has imported goes after that', () =>
  inFolder({}, async (root) => {
    const worker = join(root, 'sw.js');
    const left = async (): Promise<string[]> => Object.keys(await readFolder(root)).sort();
    for (const [before, script] of [
      [undefined, old],
      [old, current],
      [current, fallback],
    ] as const) {
      writeScripts(root, [script]);
      removeStaleScriptsAtEnd(worker, [script]);
      const scripts = before === undefined ? [script] : [before, script];
      const present = before === undefined ? [] : ['sw.js'];
      assert.equal(await left(), [...scripts.map(({ fileName }) => fileName), ...present].sort());
      await writeFile(worker, imports(script));
    }
  }));

test.run();
