import { test } from 'uvu';
import { ledgerFile } from '../../support/ledger-file.ts';
import { body, checkRecord, RECORD_KEY, type RecordCase, sized } from '../../support/store-one-record.ts';
import { SCOPE } from '../../support/worker-scope.ts';

const html = (text: string, headers: Record<string, string> = {}): Response =>
  new Response(text, { headers: { 'content-type': 'text/html; charset=utf-8', ...headers } });

/** What a server of a single-page app may answer with its page, and what is never one. */
const NO_PAGES = [
  ...[
    'mp3',
    'mp4',
    'mpd',
    'mpg',
    'M4A',
    'm4b',
    'm4s',
    'm3u8',
    'mov',
    'mkv',
    'mka',
    'avi',
    'webm',
    'weba',
    'ts',
  ],
  ...['oga', 'ogg', 'opus', 'aac', 'flac', 'aiff', 'wav', 'vtt', 'srt'],
  ...['jpg', 'jpeg', 'jxl', 'png', 'gif', 'webp', 'avif', 'bmp', 'tif', 'tiff', 'heic', 'heif', 'svg', 'ico'],
  ...['otf', 'ttf', 'ttc', 'woff', 'woff2', 'pdf', 'epub', 'cbz', 'cbr', 'cb7', 'txt'],
  ...['zip', '7z', 'gz', 'xz', 'bz2', 'rar', 'tar', 'tgz', 'jar', 'zst', 'br'],
  ...[
    'wasm',
    'bin',
    'dat',
    'data',
    'pck',
    'unityweb',
    'json',
    'geojson',
    'csv',
    'tsv',
    'parquet',
    'sqlite',
    'db',
  ],
  ...['onnx', 'gguf', 'safetensors', 'tflite', 'pt', 'pth', 'npy', 'npz'],
  ...['glb', 'gltf', 'usdz', 'ktx2', 'pmtiles', 'mbtiles', 'pbf'],
];

/** Where pages are. */
const PAGES = [
  ...['', 'guide', 'guide.html', 'a.HTM', 'a.xhtml', 'guide.php', 'guide.aspx', 'a.mp3/', 'mp3', 'gz'],
  ...[
    'wiki/Node.js',
    'wiki/ASP.NET',
    'wiki/Yahoo.com',
    'wiki/S.H.I.E.L.D.',
    'v1.2',
    'v1.2.7z-fix',
    'john.doe',
  ],
];

const CASES: RecordCase[] = [
  [
    'a page in place of a file of known size',
    () => ({ response: html('<p>'.repeat(9)), wanted: sized(3) }),
    { reason: 'wrong-type', status: 200, expected: '.bin', received: 'text/html' },
    {},
  ],
  [
    'a file of the right size that the server calls a page',
    () => ({ response: html('abc'), wanted: sized(3) }),
    undefined,
    { [RECORD_KEY]: 'abc' },
  ],
  ...NO_PAGES.map(
    (extension): RecordCase => [
      `a page in place of a .${extension}`,
      () => ({ url: `${SCOPE}media/a.${extension}?v=1`, response: html('<p>') }),
      { reason: 'wrong-type', status: 200, expected: `.${extension}`, received: 'text/html' },
      {},
    ],
  ),
  [
    'XHTML is a page too',
    () => ({
      url: `${SCOPE}a.mp3`,
      response: body('<p/>', { headers: { 'content-type': 'Application/XHTML+xml' } }),
    }),
    { reason: 'wrong-type', status: 200, expected: '.mp3', received: 'application/xhtml+xml' },
    {},
  ],
  ...PAGES.map(
    (path): RecordCase => [
      `a page at "${path}"`,
      () => ({ url: SCOPE + path, response: html('<p>') }),
      undefined,
      { [SCOPE + path]: '<p>' },
    ],
  ),
  [
    'a page that was changed on its way',
    () => ({
      url: `${SCOPE}guide.html`,
      response: html('<p>more'),
      wanted: ledgerFile(`${SCOPE}guide.html`, { size: 3 }),
    }),
    { reason: 'wrong-size', status: 200, expected: 3, received: 7 },
    {},
  ],
];

for (const record of CASES) test(record[0], () => checkRecord(record));

test.run();
