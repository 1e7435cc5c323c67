// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is there to be escaped
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import vm from 'node:vm';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
// The script is made of the bundle in the package, so it is the package that is tested.
import { generateScript, SCRIPT_NAME, writeScript } from 'workbox-background-fetch/build';
import type { WorkerConfig } from '../../src/shared/worker-config.ts';

const CONFIG: WorkerConfig = {
  routes: [
    { id: 'a/:b', requests: [{ url: '/m/:b.mp3', size: 5 }], title: '</script><!-- \u2028 `${x}` \\ "\'' },
  ],
  base: '../',
  files: { 'm/1.mp3': [5, 'hash', 1], 'n/2': [1, 'h'] },
};

const MODES = ['production', 'development'] as const;

for (const mode of MODES) {
  test(`${mode}: the same config is the same script, another one is another`, async () => {
    const first = await generateScript(CONFIG, mode);
    assert.equal(await generateScript(structuredClone(CONFIG), mode), first);
    assert.match(first.fileName, SCRIPT_NAME);
    const other = await generateScript({ ...CONFIG, base: './' }, mode);
    assert.is.not(other.fileName, first.fileName);
    assert.match(other.fileName, SCRIPT_NAME);
  });

  test(`${mode}: nothing in it ends a script element, or is where Workbox puts its manifest`, async () => {
    const { code } = await generateScript(CONFIG, mode);
    assert.is(code.split('self.__WB_MANIFEST').length - 1, 0);
    const [config = ''] = code.split('\n');
    assert.not.match(config, /<\/script|<!--/i);
  });

  test(`${mode}: evaluated in a worker, it has its config and listens`, async () => {
    const { code } = await generateScript(CONFIG, mode);
    const listeners: string[] = [];
    const scope = {
      registration: { scope: 'https://app.example/' },
      location: new URL('https://app.example/js/sw.js'),
      addEventListener: (type: string) => void listeners.push(type),
      URL,
    };
    const self: typeof scope & { __BGF_CONFIG?: unknown } = scope;
    vm.runInNewContext(code, Object.assign(self, { self }));
    assert.equal(JSON.parse(JSON.stringify(self.__BGF_CONFIG)), CONFIG);
    assert.equal(listeners.sort(), [
      'backgroundfetchabort',
      'backgroundfetchclick',
      'backgroundfetchfail',
      'backgroundfetchsuccess',
      'fetch',
      'message',
    ]);
  });
}

test('production is the default, and the smaller', async () => {
  const [production, development] = await Promise.all(MODES.map((mode) => generateScript(CONFIG, mode)));
  assert.equal(await generateScript(CONFIG), production);
  assert.ok((production?.code.length ?? 0) < (development?.code.length ?? 0));
});

const NAMES: [name: string, expected: boolean][] = [
  ['background-fetch-sw.0123456789.js', true],
  ['background-fetch-sw.a-b_c-d_e-.js', true],
  ['background-fetch-sw.development.js', false],
  ['background-fetch-sw.012345678.js', false],
  ['background-fetch-sw.0123456789.js.map', false],
  ['my-background-fetch-sw.0123456789.js', false],
];

for (const [name, expected] of NAMES) {
  test(`SCRIPT_NAME and ${name}`, () => assert.is(SCRIPT_NAME.test(name), expected));
}

test('writeScript makes the folder, writes the script and takes stale ones away, but nothing else', async () => {
  const root = await mkdtemp(join(tmpdir(), 'generate-'));
  const folder = join(root, 'a', 'b');
  try {
    const [old, current] = [await generateScript(CONFIG), await generateScript({ routes: [] })];
    assert.is(await writeScript(folder, old), old.fileName);
    await writeFile(join(folder, 'background-fetch-sw.js'), 'mine');
    await writeFile(join(folder, `${old.fileName}.map`), 'mine');
    assert.is(await writeScript(folder, current), current.fileName);
    assert.equal(
      (await readdir(folder)).sort(),
      ['background-fetch-sw.js', `${old.fileName}.map`, current.fileName].sort(),
    );
    assert.is(await readFile(join(folder, current.fileName), 'utf8'), current.code);
    assert.is(await writeScript(folder, current), current.fileName);
    assert.is((await readdir(folder)).length, 3);
  } finally {
    await rm(root, { recursive: true });
  }
});

test.run();
