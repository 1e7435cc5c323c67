import { createCipheriv } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as zlib from 'node:zlib';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fileInMemory, fileOnDisk } from '../../../src/build/assets/built-file.ts';
import { describeFile } from '../../../src/build/assets/describe-file.ts';
import { resolveOptions } from '../../../src/build/options/resolve-options.ts';
import { createWorkerConfig } from '../../../src/build/plan/worker-config.ts';
import type { ContentEncoding } from '../../../src/shared/route.ts';
import { failsWith } from '../../support/fails-with.ts';
import { inFolder } from '../../support/temporary-folder.ts';

const TEXT = Buffer.from('x,y\n1,2\n'.repeat(5000));
/** The same each time: of what is random one in 25 can be read as brotli. */
const NOISE = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(
  Buffer.alloc(3_000_000),
);
const [GZIP, BR] = [gzipSync(TEXT), brotliCompressSync(TEXT)];

/** As libzstd 1.5 makes it of this text, 20,000 bytes: with its size, without, and in two frames of which one tells. */
const ABC = 20_000;
const ZSTD = Buffer.from('KLUv/WAgTWUAACBhYmMgAQAZzrsjAg==', 'base64');
const ZSTD_STREAM = Buffer.from('KLUv/QQoZQAAIGFiYyABABnOuyMC7U2iMw==', 'base64');
const TINY = Buffer.from('KLUv/SAEIQAAdGlueQ==', 'base64');
const SKIPPED = Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
const canDecode = 'createZstdDecompress' in zlib;

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
  // Chromium, Firefox and WebKit make of all these what they make of the first member.
  ['two-members.gz', Buffer.concat([GZIP, GZIP]), 'gzip', [TEXT.length]],
  ['two-members.gz', Buffer.concat([GZIP, GZIP]), undefined, [2 * GZIP.length, TEXT.length]],
  ['padded.gz', Buffer.concat([GZIP, Buffer.alloc(512)]), 'gzip', [TEXT.length]],
  ['padded-with-text.gz', Buffer.concat([GZIP, TEXT]), 'gzip', [TEXT.length]],
  ['padded-with-text.gz', Buffer.concat([GZIP, TEXT]), undefined, [GZIP.length + TEXT.length, TEXT.length]],
  ['padded-with-a-byte.gz', Buffer.concat([GZIP, Buffer.from([0x1f])]), 'gzip', [TEXT.length]],
  ['padded-with-its-mark.gz', Buffer.concat([GZIP, GZIP.subarray(0, 12)]), 'gzip', [TEXT.length]],
  ['padded-members.gz', Buffer.concat([GZIP, Buffer.alloc(9), GZIP, TEXT]), 'gzip', [TEXT.length]],
  ['large-and-padded.gz', Buffer.concat([gzipSync(NOISE), TEXT]), 'gzip', [NOISE.length]],
  ['without-its-end.gz', GZIP.subarray(0, -4), 'gzip', [TEXT.length]],
  ['with-a-name.gz', withHeader(8, 'name.csv\0'), 'gzip', [TEXT.length]],
  ['with-everything.gz', withHeader(2 | 4 | 8 | 16, '\x02\0xxname\0comment\0cc'), 'gzip', [TEXT.length]],
  ['with-what-is-unknown.gz', withHeader(32, ''), undefined, [GZIP.length]],
  ['cut-in-its-name.gz', withHeader(8, 'name').subarray(0, 14), undefined, [14]],
  ['cut-in-its-header.gz', withHeader(4, '\x09\0xx').subarray(0, 14), undefined, [14]],
  ['padded.br', Buffer.concat([BR, TEXT]), 'br', [TEXT.length]],
  ['padded.bin', Buffer.concat([deflateSync(TEXT), TEXT]), 'deflate', [TEXT.length]],
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
  ['data.csv.zst', ZSTD, undefined, [ZSTD.length, ABC]],
  ['data.csv.zstd', ZSTD, undefined, [ZSTD.length, ABC]],
  ['data.csv.zst', ZSTD, 'zstd', [ABC]],
  ['data.csv', ZSTD, 'zstd', [ABC]],
  ['data.csv', ZSTD, undefined, [ZSTD.length]],
  ['data.csv.zst', ZSTD, 'identity', [ZSTD.length]],
  ['tiny.zst', TINY, 'zstd', [4]],
  ['two.zst', Buffer.concat([ZSTD, SKIPPED, TINY]), 'zstd', [ABC + 4]],
  ['large.zst', rawZstd(NOISE), undefined, [rawZstd(NOISE).length, NOISE.length]],
  ['stream.zst', ZSTD_STREAM, undefined, canDecode ? [ZSTD_STREAM.length, ABC] : [ZSTD_STREAM.length]],
  ['not.zst', TEXT, undefined, [TEXT.length]],
  ['cut.zst', ZSTD.subarray(0, 15), undefined, [15]],
  ['cut-in-its-mark.zst', ZSTD.subarray(0, 3), undefined, [3]],
  ['cut-in-a-skipped-frame.zst', SKIPPED.subarray(0, 9), undefined, [9]],
];

for (const [path, content, stated, [size, decoded]] of CASES) {
  for (const place of ['memory', 'disk']) {
    test(`${path} in ${place}, of ${content.length} bytes, sent as ${stated}: ${size}, ${decoded}`, () =>
      inFolder({}, async (folder) => {
        const location = join(folder, 'file');
        await writeFile(location, content);
        const file = place === 'disk' ? fileOnDisk(path, location) : fileInMemory(path, content);
        const { hash } = await file.digest();
        // What comes is not what the hash is of.
        const isDecoded = stated !== undefined && stated !== 'identity' && content.length > 0;
        const end = isDecoded ? [undefined, 0] : decoded === undefined ? undefined : [decoded];
        const expected = end ? [size, hash, 0, ...end] : [size, hash];
        assert.equal(await describeFile('r', file, stated), expected);
        const immutable = [size, hash, 1, ...(end ?? [])];
        assert.equal(await describeFile('r', { ...file, immutable: true }, stated), immutable);
      }));
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
  ['a.zst', TEXT, 'zstd', 'identity', 'not compressed'],
  ['a.zst', ZSTD, 'gzip', 'zstd', 'in zstd'],
  ['a.gz', GZIP, 'zstd', 'gzip', 'in gzip'],
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

if (!canDecode)
  test('one that neither tells its size nor can be decoded', () =>
    failsWith(
      () => describeFile('r', fileInMemory('a.zst', ZSTD_STREAM), 'zstd'),
      'size-not-told',
      { route: 'r', file: 'a.zst', encoding: 'zstd' },
      'Route "r": the file a.zst is in zstd, which this version of Node cannot decode, and does not tell its decoded size. ' +
        'Compress it with its size, as "zstd FILE" does, or build with Node 22.15 or later.',
    ));

/** The same text in gzip, with more in its header. */
function withHeader(flags: number, more: string): Buffer {
  const head = Buffer.from(GZIP.subarray(0, 10));
  head[3] = flags;
  return Buffer.concat([head, Buffer.from(more, 'latin1'), GZIP.subarray(10)]);
}

/** In blocks that are not compressed. */
function rawZstd(content: Buffer): Buffer {
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(content.length));
  const parts: Uint8Array[] = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xe0]), size];
  for (let at = 0; at < content.length; at += 100_000) {
    const block = content.subarray(at, at + 100_000);
    const head = Buffer.alloc(3);
    head.writeUIntLE(block.length * 8 + (at + 100_000 >= content.length ? 1 : 0), 0, 3);
    parts.push(head, block);
  }
  return Buffer.concat(parts);
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
