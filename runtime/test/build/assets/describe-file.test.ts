import { createCipheriv } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fileInMemory, fileOnDisk } from '../../../src/build/assets/built-file.ts';
import { describeFile } from '../../../src/build/assets/describe-file.ts';
import { resolveOptions } from '../../../src/build/options/resolve-options.ts';
import { createWorkerConfig } from '../../../src/build/plan/worker-config.ts';
import type { ContentEncoding } from '../../../src/shared/route.ts';
import { failsWith } from '../../support/fails-with.ts';

const TEXT = Buffer.from('x,y\n1,2\n'.repeat(5000));
/** The same each time: of what is random one in 25 can be read as brotli. */
const NOISE = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(
  Buffer.alloc(3_000_000),
);
const [GZIP, BR] = [gzipSync(TEXT), brotliCompressSync(TEXT)];

/** The size that counts, and the decoded one where the server decides. */
type Sizes = [size: number, decoded?: number];

const CASES: [path: string, content: Buffer, stated: ContentEncoding | undefined, expected: Sizes][] = [
  ['Build/game.data.gz', GZIP, undefined, [GZIP.length, TEXT.length]],
  ['Build/game.data.gz', GZIP, 'gzip', [TEXT.length]],
  ['Build/game.data.unityweb', GZIP, undefined, [GZIP.length, TEXT.length]],
  ['Build/game.wasm.br', BR, undefined, [BR.length, TEXT.length]],
  ['Build/game.wasm.br', BR, 'br', [TEXT.length]],
  ['Build/game.data.unityweb', BR, undefined, [BR.length]],
  ['Build/game.data.unityweb', BR, 'br', [TEXT.length]],
  ['data.csv.gz', GZIP, 'identity', [GZIP.length]],
  ['archive.tar.gz', gzipSync(NOISE), undefined, [gzipSync(NOISE).length, NOISE.length]],
  ['picture.svgz', GZIP, undefined, [GZIP.length, TEXT.length]],
  ['model.bin.gz', Buffer.concat([GZIP, GZIP]), 'gzip', [2 * TEXT.length]],
  ['empty.gz', Buffer.alloc(0), undefined, [0]],
  ['empty.gz', Buffer.alloc(0), 'gzip', [0]],
  ['nothing.gz', gzipSync(''), undefined, [gzipSync('').length, 0]],
  ['tiles.pmtiles', NOISE, undefined, [NOISE.length]],
  ['not.gz', TEXT, undefined, [TEXT.length]],
  ['not.br', NOISE, undefined, [NOISE.length]],
  ['cut.gz', GZIP.subarray(0, 40), undefined, [40]],
  ['only-the-mark.gz', Buffer.from([0x1f, 0x8b, 8]), undefined, [3]],
  ['data.bin', deflateSync(TEXT), 'deflate', [TEXT.length]],
  ['data.bin', deflateRawSync(TEXT), 'deflate', [TEXT.length]],
  ['large.gz', gzipSync(NOISE), 'gzip', [NOISE.length]],
];

for (const [path, content, stated, [size, decoded]] of CASES) {
  for (const place of ['memory', 'disk']) {
    test(`${path} in ${place}, of ${content.length} bytes, sent as ${stated}: ${size}, ${decoded}`, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'describe-file-'));
      try {
        const location = join(folder, 'file');
        await writeFile(location, content);
        const file = place === 'disk' ? fileOnDisk(path, location) : fileInMemory(path, content);
        const { hash } = await file.digest();
        const expected = decoded === undefined ? [size, hash] : [size, hash, 0, decoded];
        assert.equal(await describeFile('r', file, stated), expected);
        const immutable = decoded === undefined ? [size, hash, 1] : [size, hash, 1, decoded];
        assert.equal(await describeFile('r', { ...file, immutable: true }, stated), immutable);
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  }
}

const WRONG: [
  path: string,
  content: Buffer,
  stated: ContentEncoding,
  found: ContentEncoding,
  says: string,
][] = [
  ['a.gz', TEXT, 'gzip', 'identity', 'not compressed'],
  ['a.br', BR, 'gzip', 'br', 'in br'],
  ['a.gz', GZIP, 'br', 'gzip', 'in gzip'],
  ['a.br', NOISE, 'br', 'identity', 'not compressed'],
  ['a.gz', GZIP.subarray(0, 40), 'gzip', 'identity', 'not compressed'],
  ['a.bin', GZIP, 'deflate', 'gzip', 'in gzip'],
];

for (const [path, content, stated, found, says] of WRONG) {
  test(`${path} is said to be in ${stated}, and is in ${found}`, () =>
    failsWith(
      () => describeFile('r', fileInMemory(path, content), stated),
      'wrong-encoding',
      { route: 'r', file: path, stated, found },
      `Route "r": contentEncoding says "${stated}" of the file ${path}, whose bytes are ${says}.`,
    ));
}

test('a file that cannot be read is not taken for one that is not compressed', async () => {
  const file = fileOnDisk('a.gz', '/none/a.gz');
  const digest = { size: 5, hash: '', isGzip: true };
  const error: unknown = await describeFile('r', { ...file, digest: async () => digest }, undefined).catch(
    (reason: unknown) => reason,
  );
  assert.is((error as NodeJS.ErrnoException).code, 'ENOENT');
});

test('requests, templates and globs can say it; the worker hears of sizes alone', async () => {
  const options = resolveOptions({
    routes: [
      { id: 'a', requests: { glob: 'g/*', contentEncoding: 'gzip' } },
      { id: 'b/:c', requests: { url: 't/:c.gz', contentEncoding: 'identity' } },
      {
        id: 'd',
        requests: [{ url: 'one.br', contentEncoding: 'br' }, 'two.gz'],
        downloadTotal: TEXT.length + GZIP.length,
      },
      { id: 'e', requests: 'one.br' },
    ],
    fallback: false,
  });
  const files = [
    fileInMemory('g/1', GZIP),
    fileInMemory('t/1.gz', GZIP),
    fileInMemory('one.br', BR),
    fileInMemory('two.gz', GZIP),
  ];
  const { config } = await createWorkerConfig(options, { files, workerPath: 'sw.js' });
  assert.equal(
    Object.entries(config.files ?? {}).map(([path, [size, , , decoded]]) => [path, size, decoded]),
    [
      ['g/1', TEXT.length, undefined],
      ['one.br', TEXT.length, undefined],
      ['t/1.gz', GZIP.length, undefined],
      ['two.gz', GZIP.length, TEXT.length],
    ],
  );
  assert.equal(
    config.routes.flatMap(({ requests }) => requests),
    [{ url: 'g/1' }, { url: 't/:c.gz' }, { url: 'one.br' }, { url: 'two.gz' }, { url: 'one.br' }],
  );
});

test('two routes that say different things of one file', () => {
  const first = { url: 'a.gz', contentEncoding: 'gzip' } as const;
  const second = { url: './a.gz', contentEncoding: 'identity' } as const;
  const options = resolveOptions({
    routes: [
      { id: 'a', requests: first },
      { id: 'b', requests: second },
    ],
  });
  return failsWith(
    () => createWorkerConfig(options, { files: [fileInMemory('a.gz', GZIP)], workerPath: 'sw.js' }),
    'conflicting-requests',
    { route: 'b', url: 'a.gz', first, second },
  );
});

test.run();
