import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fileInMemory } from '../../src/build/assets/built-file.ts';
import { resolveOptions } from '../../src/build/options/resolve-options.ts';
import { createWorkerConfig } from '../../src/build/plan/worker-config.ts';
import { canonicalUrl } from '../../src/shared/canonical-url.ts';
import { fillUrl } from '../../src/shared/fill.ts';
import { parseTemplate } from '../../src/shared/pattern.ts';
import type { RouteOptions } from '../../src/shared/route.ts';
import type { WorkerConfig } from '../../src/shared/worker-config.ts';

const BASE = 'https://app.example/app/';

/** Names as they are on disk, and ways to write their URLs. */
const NAMES: [name: string, urls: string[]][] = [
  [
    'Song [Live] @home, R&B+1.mp3',
    [
      'Song [Live] @home, R&B+1.mp3',
      'Song%20%5BLive%5D%20%40home%2C%20R%26B%2B1.mp3',
      'Song%20%5blive%5d.mp3',
    ],
  ],
  ['50% off #1?.mp3', ['50%25%20off%20%231%3F.mp3', '50% off %231%3f.mp3']],
  ['\u00f8.mp3', ['\u00f8.mp3', '%C3%B8.mp3', '%c3%b8.mp3']],
  ['caf\u00e9.mp3', ['caf\u00e9.mp3', 'caf%C3%A9.mp3']],
  ['cafe\u0301.mp3', ['cafe\u0301.mp3', 'cafe%cc%81.mp3']],
  ['\u65e5\u672c.mp3', ['\u65e5\u672c.mp3', '%E6%97%A5%E6%9C%AC.mp3']],
  ['\ud83c\udfa7.mp3', ['\ud83c\udfa7.mp3', '%F0%9F%8E%A7.mp3']],
  ['a=b;c$d!e.mp3', ['a=b;c$d!e.mp3', 'a%3Db%3Bc%24d%21e.mp3']],
  ["it's (1).mp3", ["it's (1).mp3", 'it%27s%20%281%29.mp3']],
  ['a~b_c-d.e.mp3', ['a~b_c-d.e.mp3', 'a%7Eb%5fc%2Dd%2ee.mp3']],
  ['1\\:30.mp3'.replace('\\', ''), ['./1\\:30.mp3', './1%3A30.mp3']],
  ['star*.mp3', ['star\\*.mp3', 'star%2A.mp3']],
  ['{x}.mp3', ['\\{x}.mp3', '%7Bx%7D.mp3', '%7bx%7d.mp3']],
  ['a|b^c`d.mp3', ['a|b^c`d.mp3', 'a%7Cb%5Ec%60d.mp3']],
  ['"quoted" <b>.mp3', ['"quoted" <b>.mp3', '%22quoted%22%20%3Cb%3E.mp3']],
  ['100%25.mp3', ['100%2525.mp3']],
  ['a%2Fb.mp3', ['a%252Fb.mp3']],
  [
    'deep folder/[1]/x.mp3',
    ['deep folder/[1]/x.mp3', 'deep%20folder/%5B1%5D/x.mp3', './deep folder/y/../[1]/x.mp3'],
  ],
  ['a+b c.mp3', ['a+b c.mp3', 'a%2Bb%20c.mp3']],
];

async function configure(requests: RouteOptions['requests'], ...names: string[]): Promise<WorkerConfig> {
  const options = resolveOptions({ routes: [{ id: 'r/:a', requests }], fallback: false });
  const files = names.map((name) => fileInMemory(name, name));
  return (await createWorkerConfig(options, { files, workerPath: 'sw.js', base: '/app/' })).config;
}

/** What the worker knows by this URL. */
function knownAs(config: WorkerConfig, url: string): readonly unknown[] | undefined {
  const files = Object.entries(config.files ?? {});
  return files.find(([key]) => canonicalUrl(key, BASE) === canonicalUrl(url, BASE))?.[1];
}

const isOther = (url: string): boolean => url.includes('%5blive');

for (const [name, urls] of NAMES) {
  const escaped = name.split('/').map(encodeURIComponent).join('/');

  for (const url of urls) {
    test(`a request for ${url} ${isOther(url) ? 'is not for' : 'finds'} the file ${name}`, async () => {
      const config = await configure(url, name);
      const [request] = config.routes[0]?.requests ?? [];
      const found = knownAs(config, fillUrl(parseTemplate(request?.url ?? ''), {}));
      assert.is(found?.[0], isOther(url) ? undefined : Buffer.byteLength(name));
    });
  }

  test(`a glob: the request and the size of ${name} go by the one spelling`, async () => {
    const config = await configure({ glob: '**/*.mp3' }, name);
    const [request] = config.routes[0]?.requests ?? [];
    const url = canonicalUrl(fillUrl(parseTemplate(request?.url ?? ''), {}), BASE);
    assert.is(url, canonicalUrl(`./${escaped}`, BASE));
    assert.is(knownAs(config, url)?.[0], Buffer.byteLength(name));
  });

  test(`a template finds ${name}`, async () => {
    const config = await configure(name.includes('/') ? 'deep folder/[1]/:a.mp3' : './:a.mp3', name);
    assert.is(knownAs(config, `./${escaped}`)?.[0], Buffer.byteLength(name));
  });
}

/** What a server tells apart. */
const APART: [request: string, name: string][] = [
  ['a%2Fb.mp3', 'a/b.mp3'],
  ['a%23b.mp3', 'a'],
  ['caf\u00e9.mp3', 'cafe\u0301.mp3'],
  ['A.mp3', 'a.mp3'],
  ['a.mp3?v=1', 'a.mp3'],
  ['a%3Fv=1.mp3', 'a'],
];

for (const [request, name] of APART) {
  test(`a request for ${request} is not for the file ${name}`, async () => {
    assert.is((await configure(request, name)).files, undefined);
  });
}

test('keys can be read', async () => {
  const { files } = await configure({ glob: '**' }, 'Song [Live] @home, R&B+1.mp3', 'a:b/c.mp3');
  assert.equal(Object.keys(files ?? {}), ['./a:b/c.mp3', 'Song%20[Live]%20@home,%20R&B+1.mp3']);
});

test.run();
