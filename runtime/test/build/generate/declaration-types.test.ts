// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the syntax of the types
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { writeDeclaration } from '../../../src/build/generate/declaration.ts';
import { resolveOptions } from '../../../src/build/options/resolve-options.ts';
import type { RouteOptions } from '../../../src/shared/route.ts';
import { CLIENT, complaints, install, withIds } from '../../support/declaration-project.ts';
import { inFolder } from '../../support/temporary-folder.ts';

const IDS = [
  'episode/:slug',
  'python',
  'film/:name/:part?',
  "it's `${x}\\\\\\:y".replace('{', '\\{').replace('}', '\\}'),
];

/** Lines that compile, and lines that must not. */
const FINE = ["'episode/ep-5'", "'python'", "'film/a'", "'film/a/2'", "'it\\'s `${x}\\\\:y'"];
const WRONG = ["'episod/ep-5'", "'episode'", "'pyton'", "''", "'film'", '5'];

const RESOLUTIONS: [layout: 'flat' | 'isolated', options: Record<string, unknown>][] = [
  ['flat', { module: 'esnext', moduleResolution: 'bundler' }],
  ['flat', { module: 'preserve' }],
  ['flat', { module: 'nodenext' }],
  ['flat', { module: 'node16' }],
  [
    'flat',
    { module: 'esnext', moduleResolution: 'bundler', verbatimModuleSyntax: true, isolatedModules: true },
  ],
  ['flat', { module: 'esnext', moduleResolution: 'bundler', moduleDetection: 'force', allowJs: true }],
  ['flat', { module: 'esnext', moduleResolution: 'bundler', noUncheckedSideEffectImports: true }],
  ['isolated', { module: 'esnext', moduleResolution: 'bundler' }],
  ['isolated', { module: 'nodenext' }],
];

for (const [layout, options] of RESOLUTIONS) {
  test(`${layout}, ${JSON.stringify(options)}: the client takes the routes' ids, and no others`, () =>
    inFolder({}, async (folder) => {
      await install(folder, layout);
      await writeFile(join(folder, 'package.json'), '{"type":"module"}');
      const call = (id: string): string => `void downloads.fetch(${id});`;
      const calls = [...FINE, ...WRONG].map(call).join('\n');
      await writeFile(join(folder, 'real.ts'), `import { downloads } from '${CLIENT}';\n${calls}`);
      await writeFile(
        join(folder, 'virtual.ts'),
        `import { downloads } from 'virtual:background-fetch';\n${calls}`,
      );
      await writeFile(join(folder, 'worker.ts'), "import 'virtual:background-fetch/sw';\nexport {};\n");
      const types = `import { BackgroundFetchClient, type DownloadId } from '${CLIENT}';
export const id: DownloadId = 'python';
// @ts-expect-error
export const other: DownloadId = 'pyton';
export const client: BackgroundFetchClient<DownloadId> = new BackgroundFetchClient();
`;
      await writeFile(join(folder, 'types.ts'), types);

      await writeDeclaration(withIds(...IDS), folder, undefined, CLIENT);
      const wrong = WRONG.map((_, index) => `${FINE.length + index + 2} TS2345`);
      const expected = ['real.ts', 'virtual.ts'].flatMap((file) => wrong.map((place) => `${file}:${place}`));
      assert.equal((await complaints(folder, options)).sort(), expected.sort());
    }));
}

test('before the file is there, any text is an id', () =>
  inFolder({}, async (folder) => {
    await install(folder, 'flat');
    const code = `import { downloads } from '${CLIENT}';\nvoid downloads.fetch('any');\nvoid downloads.fetch(5);\n`;
    await writeFile(join(folder, 'page.ts'), code);
    const options = { module: 'esnext', moduleResolution: 'bundler' };
    assert.equal(await complaints(folder, options), ['page.ts:3 TS2345']);
  }));

const ROUTES: RouteOptions[] = [
  { id: 'album/:id', requests: 'page', serve: 'media/:id/*' },
  { id: 'mix/:id', requests: ['page', 'mix/:id.jpg'], serve: 'media/:id/*' },
  { id: 'episode/:slug', requests: 'media/:slug.mp3' },
  { id: 'models', requests: '/models' },
  { id: 'a/:x', requests: 'page', serve: 'media/*' },
  { id: 'a/:x/b', requests: '/b/:x' },
];

/** Calls of `fetch()`, and the complaint about each; `id` may be any of the routes', `own` is some text. */
const CALLS: [args: string, complaint?: string][] = [
  ["'album/42', { requests }"],
  ['`album/${own}`, { requests }'],
  ["'album/42', { requests: ['/a', { url: 'https://cdn.example/a', as: '/a', size: 5 }] }"],
  // Those of last time.
  ["'album/42', { requests: undefined }"],
  ["'album/42', { requests, metadata: { name: 'a', tracks: 5 }, title: 'A' }"],
  ["'mix/1'"],
  ["'mix/1', { requests, metadata: 5 }"],
  ["'episode/5'"],
  ["'episode/5', { title: 'Five', metadata: { any: 'thing' } }"],
  ["'models'"],
  ["'a/1', { requests }"],
  // By its type it may be of two routes.
  ["'a/1/b'"],
  ['id, { requests }'],
  ['id, { requests: undefined }'],
  ["'album/42'", 'TS2554'],
  ['`album/${own}`', 'TS2554'],
  ["'album/42', {}", 'TS2345'],
  ["'album/42', { title: 'A' }", 'TS2345'],
  ["'a/1'", 'TS2554'],
  ['id', 'TS2554'],
  ['id, {}', 'TS2345'],
  ["'episode/5', { requests }", 'TS2322'],
  ["'episode/5', { requests: [] }", 'TS2322'],
  ["'models', { requests }", 'TS2322'],
  ["'album/42', { requests: '/a' }", 'TS2322'],
  ["'album/42', { requests: [{ as: '/a' }] }", 'TS2322'],
  ["'album/42', { requests: [{ url: '/a', siez: 5 }] }", 'TS2353'],
  ["'album/42', { requests, metadata: { name: 'a' } }", 'TS2741'],
  ["'album/42', { requests, metadata: { name: 'a', tracks: '5' } }", 'TS2322'],
  ["'album/42', { requests, metadata: 'a' }", 'TS2322'],
  ["'album/42', { requests, metdata: {} }", 'TS2561'],
  ["'albm/42', { requests }", 'TS2345'],
];

for (const name of [CLIENT, 'workbox-background-fetch/window', 'virtual:background-fetch']) {
  test(`requests and metadata are those of the route; metadata is declared for ${name}`, () =>
    inFolder({}, async (folder) => {
      await install(folder, 'flat');
      await writeDeclaration(resolveOptions({ routes: ROUTES }), folder, undefined, CLIENT);
      await writeFile(
        join(folder, 'metadata.ts'),
        `import '${name}';
declare module '${name}' {
  interface DownloadMetadata {
    'album/:id': { name: string; tracks: number };
  }
}`,
      );
      for (const module of [CLIENT, 'virtual:background-fetch']) {
        const head = `import { downloads, type DownloadId, type FetchArguments, type DownloadRoutes, type MetadataOf, type BackgroundFetchClient } from '${module}'; declare const id: DownloadId, own: string, requests: string[];`;
        const more = `
export const start = <Id extends DownloadId>(id: Id, ...more: FetchArguments<DownloadRoutes, Id>) => downloads.fetch(id, ...more);
export const metadata: MetadataOf<DownloadRoutes, 'album/1'> = { name: 'a', tracks: 5 };
export const anyOf: BackgroundFetchClient = downloads;`;
        const calls = CALLS.map(([args]) => `void downloads.fetch(${args});`);
        await writeFile(join(folder, 'page.ts'), [head, ...calls].join('\n') + more);
        assert.equal(
          await complaints(folder, { module: 'esnext', moduleResolution: 'bundler' }),
          CALLS.flatMap(([, complaint], index) =>
            complaint === undefined ? [] : `page.ts:${index + 2} ${complaint}`,
          ),
          module,
        );
      }
    }));
}

test.run();
