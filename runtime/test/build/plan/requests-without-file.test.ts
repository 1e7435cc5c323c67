import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { BuildOutput } from '../../../src/build/assets/build-output.ts';
import { type BuiltFile, fileInMemory } from '../../../src/build/assets/built-file.ts';
import { resolveOptions } from '../../../src/build/options/resolve-options.ts';
import { createWorkerConfig } from '../../../src/build/plan/worker-config.ts';
import type { RouteRequest } from '../../../src/shared/route.ts';

const PATHS = [
  'media/one.mp3',
  'media/one.jpg',
  'media/two.mp3',
  'media/live/one.mp3',
  'icons/a.png',
  'index.html',
];

const file = (path: string): BuiltFile => fileInMemory(path, path);

/** What is said of one request. */
const saying = (url: string, folder: string, names: string): string =>
  `Route "r/:slug": the request "${url}" leads to no file of the build, though others of the route do. The nearest folder is ` +
  `${folder}, which has: ${names}. Correct the request; where a server has the file, give the request a size or a revision, and ` +
  'this is not said again. (docs/errors.md#request-without-file)';

const meaning = (url: string, meant: string): string =>
  `Route "r/:slug": the request "${url}" leads to no file of the build. Did you mean "${meant}", which does? URLs are those under ` +
  'which the app is served; where a server has the file, give the request a size or a revision, and this is not said again. ' +
  '(docs/errors.md#request-without-file)';

const noMatch = (pattern: string, folder: string, names: string): string =>
  `Route "r/:slug": no file of the build matches "${pattern}", though others match the same glob. The nearest folder is ` +
  `${folder}, which has: ${names}. Correct the pattern, or leave it out. (docs/errors.md#pattern-without-file)`;

const IN_MEDIA = 'live/, one.jpg, one.mp3, two.mp3';
const IN_ALL = 'icons/, index.html, media/';
const FOUND = 'media/:slug.mp3';

interface Case {
  name: string;
  requests: RouteRequest[];
  serve?: string;
  output?: Partial<BuildOutput>;
  warnings: string[];
}

/** A request beside one that leads to a file, and what is said of it. */
const BESIDE: [name: string, request: string, folder: string, names: string][] = [
  ['a misspelt folder', 'medai/:slug.jpg', '"media/"', IN_MEDIA],
  ['an ending that no file has', 'media/:slug.webp', '"media/"', IN_MEDIA],
  ['a misspelt literal', 'icons/b.png', '"icons/"', 'a.png'],
  ['letters in another case', 'Media/:slug.jpg', '"media/"', IN_MEDIA],
  ['a folder below one that is there', 'media/covers/:slug.jpg', '"media/"', IN_MEDIA],
  ['a folder that is like none', 'transcripts/:slug.txt', 'the output folder', IN_ALL],
  ['a template that begins with a parameter', ':slug/cover.jpg', 'the output folder', IN_ALL],
  ['an optional group', 'medai/{:slug}?.jpg', '"media/"', IN_MEDIA],
];

const TOLD: Case[] = [
  ...BESIDE.map(([name, request, folder, names]) => ({
    name,
    requests: [FOUND, request],
    warnings: [saying(request, folder, names)],
  })),
  {
    name: 'one beside a glob',
    requests: [{ glob: 'media/*.jpg' }, 'icon/a.png'],
    warnings: [saying('icon/a.png', '"icons/"', 'a.png')],
  },
  {
    name: 'several of one route, each once',
    requests: [FOUND, 'medai/:slug.jpg', '/medai/:slug.jpg', 'icons/:slug.svg'],
    warnings: [
      saying('medai/:slug.jpg', '"media/"', IN_MEDIA),
      saying('icons/:slug.svg', '"icons/"', 'a.png'),
    ],
  },
  {
    name: 'a query and a fragment',
    requests: [FOUND, 'icons/b.png?v=a/b#c/d'],
    warnings: [saying('icons/b.png?v=a/b', '"icons/"', 'a.png')],
  },
  {
    name: 'a row of numbers',
    requests: [FOUND, { each: 'n', to: 3, url: 'media/live/:slug-:n.mp3' }],
    warnings: [saying('media/live/:slug-:n.mp3', '"media/live/"', 'one.mp3')],
  },
  {
    name: 'below a base',
    requests: [FOUND, '/app/media/:slug.webp'],
    output: { base: '/app/' },
    warnings: [saying('/app/media/:slug.webp', '"media/"', IN_MEDIA)],
  },
  {
    name: 'beside the base',
    requests: [FOUND, '/media/:slug.webp'],
    output: {
      base: '/build/',
      files: [...PATHS.map(file), { ...file('public/media/x.mp3'), url: '/media/x.mp3' }],
    },
    warnings: [saying('/media/:slug.webp', '"/media/"', 'x.mp3')],
  },
  {
    name: 'the folder that files are in before they are built',
    requests: ['public/media/:slug.mp3', '/public/media/:slug.jpg', { url: './static/icons/a.png' }],
    warnings: [
      meaning('public/media/:slug.mp3', 'media/:slug.mp3'),
      meaning('/public/media/:slug.jpg', 'media/:slug.jpg'),
      meaning('./static/icons/a.png', 'icons/a.png'),
    ],
  },
  {
    name: 'a row of numbers in such a folder',
    requests: [{ each: 'n', to: 3, url: 'public/tiles/:n.png' }],
    output: { files: ['tiles/1.png', 'tiles/2.png', 'tiles/3.png'].map(file) },
    warnings: [meaning('public/tiles/:n.png', 'tiles/:n.png')],
  },
  {
    name: 'a path from the root that should be below the base',
    requests: ['/media/:slug.mp3'],
    output: { base: '/app/' },
    warnings: [meaning('/media/:slug.mp3', 'media/:slug.mp3')],
  },
  {
    name: 'a pattern of several',
    requests: [{ glob: ['media/*.mp3', 'medai/*.jpg', 'icons/*.{svg,ico}', '*.htm'] }],
    warnings: [
      noMatch('medai/*.jpg', '"media/"', IN_MEDIA),
      noMatch('icons/*.{svg,ico}', '"icons/"', 'a.png'),
      noMatch('*.htm', 'the output folder', IN_ALL),
    ],
  },
  {
    name: 'names with other characters',
    requests: ['Größe [1]/a.bin', 'gröse [1]/b.bin'],
    output: { files: [file('Größe [1]/a.bin'), file('Größe [1]/50 % off.bin')] },
    warnings: [saying('gröse [1]/b.bin', '"Größe [1]/"', '50 % off.bin, a.bin')],
  },
  {
    name: 'a folder with many names',
    requests: ['many/1.bin', 'many/x.bin'],
    output: { files: Array.from({ length: 12 }, (_, index) => file(`many/${index}.bin`)) },
    warnings: [
      saying('many/x.bin', '"many/"', '0.bin, 1.bin, 10.bin, 11.bin, 2.bin, 3.bin, 4.bin, 5.bin, …'),
    ],
  },
];

const QUIET: Omit<Case, 'warnings'>[] = [
  { name: 'all lead to files', requests: [FOUND, 'media/:slug.jpg', 'icons/a.png'] },
  { name: 'all patterns match', requests: [{ glob: ['media/*.mp3', '**/one.*', 'icons/*'] }] },
  { name: 'all files are foreign', requests: ['medai/:slug.mp3', '/api/:slug.json'] },
  { name: 'another origin', requests: [FOUND, 'https://cdn.example/media/:slug.jpg'] },
  { name: 'another origin, without scheme', requests: [FOUND, '//cdn.example/media/:slug.jpg'] },
  { name: 'another origin that a parameter tells', requests: [FOUND, 'https://:slug.example/a.jpg'] },
  { name: 'one in another folder with a size', requests: [{ url: 'public/media/:slug.mp3', size: 10 }] },
  { name: 'one with a size', requests: [FOUND, { url: '/api/:slug.json', size: 10 }] },
  { name: 'one with a revision', requests: [FOUND, { url: '/api/:slug.json', revision: '1' }] },
  {
    name: 'one with its integrity',
    requests: [FOUND, { url: '/api/:slug.json', integrity: `sha256-${'a'.repeat(43)}` }],
  },
  { name: 'the page gives requests too', requests: [FOUND, 'page'], serve: 'files/*' },
  {
    name: 'a list, whose document is elsewhere',
    requests: [FOUND, { list: '/api/:slug.json', urls: '/files/*' }],
    serve: 'files/*',
  },
  { name: 'another spelling', requests: [FOUND, 'media/%6fne.jpg', './media/../icons/a.png'] },
  { name: 'the dev server', requests: [FOUND, 'medai/:slug.jpg'], output: { lenient: true } },
];

async function warningsOf({ requests, serve, output }: Omit<Case, 'warnings'>): Promise<string[]> {
  const options = resolveOptions({
    routes: [{ id: 'r/:slug', requests, ...(serve ? { serve } : {}) }],
    fallback: false,
  });
  const built = { files: PATHS.map(file), workerPath: 'sw.js', base: '/', ...output };
  const { warnings } = await createWorkerConfig(options, built);
  return warnings.map(({ message }) => message);
}

for (const told of TOLD) {
  test(`a request that leads to no file is told: ${told.name}`, async () => {
    assert.equal(await warningsOf(told), told.warnings);
  });
}

for (const quiet of QUIET) {
  test(`there is no warning where ${quiet.name}`, async () => {
    assert.equal(await warningsOf(quiet), []);
  });
}

test.run();
