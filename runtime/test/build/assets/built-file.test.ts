import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fileInMemory, fileOnDisk, filesBelow } from '../../../src/build/assets/built-file.ts';
import { describeFile } from '../../../src/build/assets/describe-file.ts';
import { inFolder } from '../../support/temporary-folder.ts';

const hashOf = (source: string | Uint8Array): string =>
  createHash('sha256').update(source).digest('base64url');

test('a file has the same size, hash and text in memory and on disk', () =>
  inFolder({}, async (folder) => {
    await mkdir(join(folder, 'deep'));
    for (const source of ['', 'text with é', 'x'.repeat(200_000)]) {
      await writeFile(join(folder, 'deep', 'f'), source);
      const described = [
        fileInMemory('deep/f', source),
        fileInMemory('deep/f', new TextEncoder().encode(source)),
        fileOnDisk('deep/f', join(folder, 'deep', 'f')),
        ...(await filesBelow(folder)),
      ];
      assert.is(described.length, 4);
      for (const file of described) {
        assert.is(file.path, 'deep/f');
        assert.equal(await file.digest(), {
          size: Buffer.byteLength(source),
          hash: hashOf(source),
          isGzip: false,
        });
        assert.is(await file.text(), source);
      }
    }
  }));

test('filesBelow: every file, with what more there is to say; none where there is no folder', () =>
  inFolder({}, async (folder) => {
    await mkdir(join(folder, 'a', 'b'), { recursive: true });
    await Promise.all(['x', 'a/y', 'a/b/.z'].map((path) => writeFile(join(folder, path), '')));
    const found = await filesBelow(folder, (path) => ({ immutable: path.startsWith('a/') }));
    assert.equal(found.map(({ path, immutable }) => `${path} ${immutable}`).sort(), [
      'a/b/.z true',
      'a/y true',
      'x false',
    ]);
    assert.equal(await filesBelow(join(folder, 'none')), []);
  }));

test('a file larger than what is read at once', () =>
  inFolder({}, async (folder) => {
    const sources = [2 ** 20, 2 ** 21 + 5].map((size, at) => Buffer.alloc(size, `${at} and on`));
    const built = sources.map((_, at) => fileOnDisk(`${at}`, join(folder, `${at}`)));
    await Promise.all(sources.map((source, at) => writeFile(join(folder, `${at}`), source)));
    // At the same time, since they share the memory.
    const digests = await Promise.all(built.map((file) => file.digest()));
    assert.equal(
      digests,
      sources.map((source) => ({ size: source.length, hash: hashOf(source), isGzip: false })),
    );
  }));

test('a long file has a hash of each piece, in memory and on disk', () =>
  inFolder({}, async (folder) => {
    const MB = 2 ** 20;
    for (const [size, pieces] of [
      [8 * MB - 1, 0],
      [8 * MB, 1],
      [8 * MB + 1, 2],
      [16 * MB, 2],
      [17 * MB, 3],
      [21 * MB + 7, 3],
    ] as const) {
      const source = Buffer.alloc(size, 'no piece is like another one');
      const location = join(folder, String(size));
      await writeFile(location, source);
      const hashes = Array.from({ length: pieces }, (_, index) =>
        hashOf(source.subarray(index * 8 * MB, (index + 1) * 8 * MB)).slice(0, 21),
      );
      const expected = {
        size,
        hash: hashOf(source),
        isGzip: false,
        ...(pieces > 0 && { pieces: hashes.join('') }),
      };
      assert.equal(await fileInMemory('f', source).digest(), expected);
      assert.equal(await fileOnDisk('f', location).digest(), expected);
      const end = pieces > 0 ? [0, undefined, hashes.join('')] : [];
      assert.equal(await describeFile('r', fileOnDisk('f', location), undefined), [
        size,
        hashOf(source),
        ...end,
      ]);
    }
  }));

test.run();
