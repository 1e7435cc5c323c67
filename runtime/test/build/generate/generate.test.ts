// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is there to be escaped
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
// The script is made of the bundle in the package, so it is the package that is tested.
import {
  type CompiledHooks,
  createWorkerConfig,
  generateScript,
  type Mode,
  resolveOptions,
  SCRIPT_NAME,
  type ScriptOptions,
  sideScripts,
} from 'workbox-background-fetch/build/internal';
import { parseConfig } from '../../../src/shared/parsed-config.ts';
import type { WorkerConfig, WorkerRoute } from '../../../src/shared/worker-config.ts';

const CONFIG: WorkerConfig = {
  routes: [
    { id: 'a/:b', requests: [{ url: '/m/:b.mp3', size: 5 }], title: '</script><!-- \u2028 `${x}` \\ "\'' },
  ],
  base: '../',
  files: { 'm/1.mp3': [5, 'hash', 1], 'n/2': [1, 'h'] },
};

const MODES = ['production', 'development'] as const;

const plain = (config: unknown): unknown => JSON.parse(JSON.stringify(config));

for (const mode of MODES) {
  test(`${mode}: the same config is the same script, another one is another`, async () => {
    const first = await generateScript(CONFIG, { mode });
    assert.equal(await generateScript(structuredClone(CONFIG), { mode }), first);
    assert.match(first.fileName, SCRIPT_NAME);
    const other = await generateScript({ ...CONFIG, base: './' }, { mode });
    assert.is.not(other.fileName, first.fileName);
    assert.match(other.fileName, SCRIPT_NAME);
  });

  test(`${mode}: nothing in it ends a script element, or is where Workbox puts its manifest`, async () => {
    const { code } = await generateScript(CONFIG, { mode });
    assert.is(code.split('self.__WB_MANIFEST').length - 1, 0);
    const [config = ''] = code.split('\n');
    assert.not.match(config, /<\/script|<!--/i);
  });

  test(`${mode}: evaluated in a worker, it has its config and listens`, async () => {
    const { code } = await generateScript(CONFIG, { mode });
    const listeners: string[] = [];
    const scope = {
      registration: { scope: 'https://app.example/' },
      location: new URL('https://app.example/js/sw.js'),
      addEventListener: (type: string) => void listeners.push(type),
      ServiceWorkerRegistration: { prototype: {} },
      URL,
    };
    const self: typeof scope & { __BGF_CONFIG?: unknown } = scope;
    vm.runInNewContext(code, Object.assign(self, { self }));
    assert.equal(plain(self.__BGF_CONFIG), plain(parseConfig(CONFIG)));
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
  const [production, development] = await Promise.all(MODES.map((mode) => generateScript(CONFIG, { mode })));
  assert.equal(await generateScript(CONFIG), production);
  assert.ok((production?.code.length ?? 0) < (development?.code.length ?? 0));
});

test('a worker that may need the fallback engine gets it as a file of its own', () => {
  const script = generateScript(CONFIG);
  assert.equal(script.files, [{ fileName: script.fileName, code: script.code }]);
  const { files } = generateScript({ ...CONFIG, fallback: ['f.js'] });
  assert.equal(
    files.map(({ fileName }) => fileName.replace(/\.[\w-]{10}\./, '.')),
    ['background-fetch-sw.js', 'background-fetch-fallback.js'],
  );
  assert.equal(files.slice(1), sideScripts({ routes: [], fallback: ['f.js'] }));
  assert.equal(sideScripts({ routes: [] }), []);
});

for (const [fallback, expected] of [
  ['auto', 1],
  ['always', 2],
] as const) {
  test(`the worker of an app whose fallback is ${fallback} knows the file's name`, async () => {
    const options = resolveOptions({ routes: [], fallback });
    const { config } = await createWorkerConfig(options, { files: [], workerPath: 'sw.js' });
    assert.is(config.fallback?.length, expected);
    assert.is(config.fallback?.[0], sideScripts(config)[0]?.fileName);
  });
}

/** Which engine a worker takes, by what it imports in a browser with or without Background Fetch. */
function importedBy(fallback: WorkerConfig['fallback'], hasNative: boolean): string[] {
  const imported: string[] = [];
  const scope = {
    registration: { scope: 'https://app.example/', ...(hasNative && { backgroundFetch: {} }) },
    location: new URL('https://app.example/sw.js'),
    addEventListener: () => undefined,
    importScripts: (url: string) => void imported.push(url),
    URL,
  };
  const { code } = generateScript(fallback ? { ...CONFIG, fallback } : CONFIG);
  vm.runInNewContext(code, Object.assign(scope, { self: scope }));
  return imported;
}

test('only a browser without Background Fetch imports it, unless it is wanted always', () => {
  assert.equal(importedBy(['f.js'], true), []);
  assert.equal(importedBy(['f.js'], false), ['f.js']);
  assert.equal(importedBy(['f.js', 1], true), ['f.js']);
  assert.equal(importedBy(undefined, false), []);
});

const HOOKS: CompiledHooks = {
  code: 'compiled();',
  files: [],
  map: { content: JSON.stringify({ version: 3, sources: ['a.ts'], mappings: 'AAAA' }), kind: 'file' },
};
const MAP = HOOKS.map as NonNullable<CompiledHooks['map']>;

const HEADS: [name: string, options: Partial<ScriptOptions>, config: WorkerConfig][] = [
  ['a classic worker', {}, CONFIG],
  ['a worker with something in front', { head: 'one;\ntwo;\n' }, CONFIG],
  ['a module with the engine', { type: 'module' }, { ...CONFIG, fallback: ['f.js'] }],
];

for (const [name, options, config] of HEADS) {
  test(`${name}: the source map is moved by what stands before the compiled hooks`, () => {
    const script = generateScript(config, { hooks: HOOKS, ...options });
    const [, map] = script.files;
    assert.is(map?.fileName, `${script.fileName}.map`);
    assert.match(map?.fileName ?? '', SCRIPT_NAME);
    const { file, mappings } = JSON.parse(map?.code ?? '');
    assert.is(file, script.fileName);
    const line = script.code.split('\n').indexOf('compiled();');
    assert.is(mappings, `${';'.repeat(line)}AAAA`);
    assert.ok(script.code.endsWith(`\n//# sourceMappingURL=${map?.fileName}\n`));
    assert.is(script.files[0]?.code, script.code);
  });
}

test('the source map is in the script, or is not named, where the build wants that', () => {
  const inline = generateScript(CONFIG, { hooks: { ...HOOKS, map: { ...MAP, kind: 'inline' } } });
  const encoded = /\n\/\/# sourceMappingURL=data:application\/json;charset=utf-8;base64,(\S+)\n$/.exec(
    inline.code,
  )?.[1];
  assert.equal(JSON.parse(Buffer.from(encoded ?? '', 'base64').toString()).sources, ['a.ts']);
  assert.is(inline.files.length, 1);
  const hidden = generateScript(CONFIG, { hooks: { ...HOOKS, map: { ...MAP, kind: 'hidden' } } });
  assert.not.match(hidden.code, 'sourceMappingURL');
  assert.is(hidden.files.length, 2);
  const { map: _, ...without } = HOOKS;
  assert.is(generateScript(CONFIG, { hooks: without }).files.length, 1);
});

const ROUTE = CONFIG.routes[0] as WorkerRoute;
const RETRY = { limit: 1, delays: [1], jitter: 0, giveUpAfter: 60 };
const PARTS: [name: string, route: WorkerRoute, parts: string][] = [
  ['templates alone', ROUTE, ''],
  ['a click by outcome', { ...ROUTE, click: { success: '/:b' } }, ''],
  ['requests of the page', { ...ROUTE, page: 1 }, '-run-time'],
  ['those with hashes', { ...ROUTE, page: 1, integrity: true }, '-run-time-queue-limits-namespaces-sri'],
  [
    'an integrity',
    { ...ROUTE, requests: [{ url: '/a', integrity: 'sha256-x' }] },
    '-run-time-queue-limits-namespaces-sri',
  ],
  ['rows', { ...ROUTE, each: [{ each: 'n', to: 3, url: '/:n' }] }, '-run-time'],
  ['lists', { ...ROUTE, lists: [{ list: '/l.json', urls: '/*' }] }, '-run-time'],
  ['a title', { ...ROUTE, title: 'Metadata: :b' }, ''],
  ['a title of metadata', { ...ROUTE, title: '{:metadata.name}?' }, '-run-time'],
  ['one of metadata at the end', { ...ROUTE, failTitle: ':b: :metadata.why' }, '-run-time'],
  ['what may be served', { ...ROUTE, serve: ['/s/*'] }, '-run-time'],
  ['another attempt', { ...ROUTE, retry: RETRY }, '-queue'],
  ['another attempt for requests of the page', { ...ROUTE, page: 1, retry: RETRY }, '-run-time-queue'],
];

for (const [name, route, parts] of PARTS) {
  test(`only who needs a part has it: ${name}`, () => {
    assert.is(runtimeOf(route, 'production'), readScript(`${parts}.production`));
    // Nobody counts its bytes.
    assert.is(runtimeOf(route, 'development'), readScript('.development'));
  });
}

test('only an app with namespaces has what keeps them apart', () => {
  const { code } = generateScript(
    { routes: [{ ...ROUTE, retry: RETRY }], namespaces: true },
    { mode: 'production' },
  );
  assert.is(
    code.split(/^self\.__BGF_CONFIG=.*\n/)[1],
    readScript('-run-time-queue-integrity-limits-namespaces.production'),
  );
  assert.match(code, 'namespaces:true');
});

function runtimeOf(route: WorkerRoute, mode: Mode): string | undefined {
  return generateScript({ routes: [route] }, { mode }).code.split(/^self\.__BGF_CONFIG=.*\n/)[1];
}

function readScript(name: string): string {
  return readFileSync(new URL(`../../../dist/background-fetch-sw${name}.js`, import.meta.url), 'utf8');
}

test.run();
