import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { dirname, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import * as zlib from 'node:zlib';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
// The script is made of the bundle in the package, so it is the package that is tested.
import {
  addRoutesToWorker,
  type BackgroundFetchOptions,
  type FinishedApp,
} from 'workbox-background-fetch/build';
import { SCRIPT_NAME } from 'workbox-background-fetch/build/internal';
import { type Files, inFolder, readFolder } from '../../support/temporary-folder.ts';

const ROUTES: BackgroundFetchOptions = {
  fallback: false,
  routes: [
    { id: 'episode/:slug', requests: 'media/:slug.mp3' },
    { id: 'model', requests: { glob: 'models/**' } },
  ],
};

const MEDIA: Files = { 'media/one.mp3': 'one', 'models/a.bin': 'model', 'index.html': '<!doctype html>' };

const OWN = 'self.addEventListener("own", () => {});\n';

/** Leads the third line of a script to the first of a source. */
const MAP = { version: 3, sources: ['own.ts'], sourcesContent: ['own'], names: [], mappings: ';;AAAA' };
const encoded = Buffer.from(JSON.stringify(MAP)).toString('base64');

interface Case {
  name: string;
  code: string;
  app?: Partial<FinishedApp>;
  more?: Files;
  /** The first line that the worker gets. */
  line: string;
  base?: string;
}

const CLASSIC = 'importScripts("SCRIPT");';
const MODULE = 'import "./SCRIPT";';

const CASES: Case[] = [
  { name: 'a classic worker', code: OWN, line: CLASSIC },
  { name: 'an empty one', code: '', line: CLASSIC },
  { name: 'a strict one', code: `/* licence */\n'use strict';\n${OWN}`, line: `"use strict";${CLASSIC}` },
  { name: 'one with a byte order mark', code: `\uFEFF${OWN}`, line: CLASSIC },
  { name: 'one that imports scripts itself', code: `importScripts("workbox.js");${OWN}`, line: CLASSIC },
  { name: 'one that only mentions import', code: `// import "x" from a module\n${OWN}`, line: CLASSIC },
  { name: 'a module that imports', code: `import "./own.js";\n${OWN}`, line: MODULE },
  { name: 'a module that exports', code: `export const version = 1;\n${OWN}`, line: MODULE },
  { name: 'a module that asks for its URL', code: `console.log(import.meta.url);\n${OWN}`, line: MODULE },
  { name: 'a module that nothing tells of', code: OWN, app: { type: 'module' }, line: MODULE },
  { name: 'a worker in a subfolder', code: OWN, app: { worker: 'js/sw.js' }, line: CLASSIC, base: '../' },
  { name: 'a worker above', code: OWN, app: { worker: '../top.js' }, line: CLASSIC, base: 'app/' },
  {
    name: 'a worker above, of an app with a base',
    code: OWN,
    app: { worker: '../top.js', base: 'static' },
    line: CLASSIC,
    base: '/static/',
  },
  { name: 'one with a source map', code: `\n\nthe()\n//# sourceMappingURL=own.map\n`, line: CLASSIC },
  {
    name: 'one with its map in it',
    code: `\n\nthe()\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,${encoded}\n`,
    line: CLASSIC,
  },
  { name: 'one whose map is not there', code: `${OWN}//# sourceMappingURL=none.map\n`, line: CLASSIC },
];

for (const { name, code, app = {}, line, base } of CASES) {
  test(`${name} gets the routes, and once`, () =>
    inFolder({ ...below('app', MEDIA), 'app/own.map': JSON.stringify(MAP) }, async (root) => {
      const folder = join(root, 'app');
      const worker = join(folder, app.worker ?? 'sw.js');
      await write(worker, code);
      const added = await addRoutesToWorker(ROUTES, { folder, ...app });
      assert.is(added.worker, worker);
      assert.is(added.files, 2);
      assert.match(added.script, SCRIPT_NAME);
      const first = await readFolder(root);
      const [head, ...rest] = (await text(worker)).split('\n');
      assert.is(head, `${line.replace('SCRIPT', added.script)}// workbox-background-fetch add-routes`);
      if (!code.includes('base64')) assert.is(rest.join('\n'), code.replace('\uFEFF', ''));
      assert.equal(await configOf(join(dirname(worker), added.script)), {
        base,
        files: ['media/one.mp3', 'models/a.bin'],
      });
      assert.equal(await addRoutesToWorker(ROUTES, { folder, ...app }), added);
      assert.equal(await readFolder(root), first);
    }));
}

for (const [kind, link] of [
  ['beside it', 'own.map'],
  ['in it', `data:application/json;base64,${encoded}`],
] as const) {
  test(`a source map ${kind} leads to the same place, after two runs too`, () =>
    inFolder(
      { 'own.map': JSON.stringify(MAP), 'sw.js': `\n\nthe()\n//# sourceMappingURL=${link}` },
      async (folder) => {
        const options = { ...ROUTES, routes: ROUTES.routes.slice(0, 1) };
        for (const _run of ['first', 'second']) {
          await addRoutesToWorker(options, { folder });
          const code = await text(join(folder, 'sw.js'));
          const inline = /base64,(.+)$/.exec(code)?.[1];
          const json = inline
            ? Buffer.from(inline, 'base64').toString()
            : await text(join(folder, 'own.map'));
          const line = code.split('\n').indexOf('the()');
          const entry = new SourceMap(JSON.parse(json)).findEntry(line, 0);
          assert.is('originalSource' in entry && entry.originalSource, 'own.ts');
          assert.is('originalLine' in entry && entry.originalLine, 0);
        }
      },
    ));
}

test('a change of the files replaces the script, and no other file of the worker', () =>
  inFolder({ ...MEDIA, 'sw.js': OWN }, async (folder) => {
    const { script: before } = await addRoutesToWorker(ROUTES, { folder });
    await write(join(folder, 'media/one.mp3'), 'other bytes');
    const { script: after } = await addRoutesToWorker(ROUTES, { folder });
    assert.is.not(after, before);
    assert.equal(
      Object.keys(await readFolder(folder)).sort(),
      [...Object.keys(MEDIA), after, 'sw.js'].sort(),
    );
    assert.match(
      await text(join(folder, 'sw.js')),
      new RegExp(`^importScripts\\("${after}"\\)[^\\n]*\\n${OWN[0]}`),
    );
  }));

test('routes that are taken out are gone, and the fallback engine that is asked for comes', () =>
  inFolder({ ...MEDIA, 'sw.js': OWN }, async (folder) => {
    await addRoutesToWorker(ROUTES, { folder });
    const { script } = await addRoutesToWorker({ routes: [] }, { folder });
    const scripts = Object.keys(await readFolder(folder)).filter((path) => SCRIPT_NAME.test(path));
    assert.is(scripts.length, 2);
    assert.ok(scripts.includes(script));
  }));

test('the listeners of the routes come before those of the worker, which all run', () =>
  inFolder({ ...MEDIA, 'sw.js': `'use strict';${OWN}` }, async (folder) => {
    await addRoutesToWorker({ routes: ROUTES.routes }, { folder });
    const listeners = await listenersOf(folder);
    assert.is(listeners.at(-1), 'own');
    assert.ok(listeners.includes('backgroundfetchsuccess'));
  }));

const DECODE = { '.gz': gunzipSync, '.br': brotliDecompressSync } as const;

for (const ending of ['.gz', '.br', '.zst'] as const) {
  for (const [what, linked] of [
    ['a worker', 'sw.js'],
    ['its source map', 'own.map'],
  ] as const) {
    test(`the ${ending} beside ${what} is not what it was before`, () =>
      inFolder(
        {
          ...MEDIA,
          'own.map': JSON.stringify(MAP),
          'sw.js': `${OWN}//# sourceMappingURL=own.map`,
          [linked + ending]: 'what servers would go on sending',
          [`media/one.mp3${ending}`]: 'of another file',
        },
        async (folder) => {
          await addRoutesToWorker(ROUTES, { folder });
          const form = join(folder, linked + ending);
          assert.is(await text(join(folder, `media/one.mp3${ending}`)), 'of another file');
          if (ending === '.zst' && !('zstdCompressSync' in zlib)) return assert.not.ok(existsSync(form));
          if (ending === '.zst') return assert.is.not(await text(form), 'what servers would go on sending');
          const decoded = DECODE[ending](await readFile(form)).toString();
          assert.is(decoded, await text(join(folder, linked)));
        },
      ));
  }
}

/** Where the folder is served, a route that names one of its files by its whole URL, and whether that finds it. */
const BASES: [base: string, request: string, finds: boolean][] = [
  ['app', '/app/media/one.mp3', true],
  ['/app', '/app/media/one.mp3', true],
  ['/app/', '/app/media/one.mp3', true],
  ['/', '/media/one.mp3', true],
  ['/a/b/', '/a/b/media/one.mp3', true],
  ['https://cdn.example/app', 'https://cdn.example/app/media/one.mp3', true],
  ['https://cdn.example/app/', 'https://cdn.example/app/media/one.mp3', true],
  ['//cdn.example/app', '//cdn.example/app/media/one.mp3', true],
  ['/app/', '/media/one.mp3', false],
  ['', '/app/media/one.mp3', false],
];

for (const [base, requests, finds] of BASES) {
  test(`served at "${base}", ${requests} ${finds ? 'is a file' : 'is none'} of the folder`, () =>
    inFolder({ ...MEDIA, 'sw.js': OWN }, async (folder) => {
      const options: BackgroundFetchOptions = { routes: [{ id: 'one', requests }], fallback: false };
      assert.is((await addRoutesToWorker(options, { folder, base })).files, finds ? 1 : 0);
    }));
}

/** Evaluates a classic worker where Background Fetch is there. */
async function listenersOf(folder: string): Promise<string[]> {
  const files = await readFolder(folder);
  const listeners: string[] = [];
  const scope: Record<string, unknown> = {
    URL,
    location: new URL('https://app.example/sw.js'),
    registration: { scope: 'https://app.example/', backgroundFetch: {} },
    addEventListener: (type: string) => listeners.push(type),
    importScripts: (name: string) => runInContext(files[name] ?? 'throw new Error("not there")', context),
  };
  scope.self = scope;
  const context = createContext(scope);
  runInContext(files['sw.js'] ?? '', context);
  return listeners;
}

async function configOf(script: string): Promise<{ base: string | undefined; files: string[] }> {
  const [line = ''] = (await text(script)).split('\n');
  const self: { __BGF_CONFIG?: { base?: string; files: object } } = {};
  runInContext(line, createContext({ self }));
  const { base, files = {} } = self.__BGF_CONFIG ?? {};
  return { base, files: Object.keys(files) };
}

function below(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]));
}

function text(file: string): Promise<string> {
  return readFile(file, 'utf8');
}

async function write(file: string, content: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

test.run();
