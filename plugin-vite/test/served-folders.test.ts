import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type InlineConfig, type Plugin, resolveConfig } from 'vite';
import { type ServedFolder, servedFolders } from '../src/served-folders.ts';

/** What Nuxt's kit gives where Nitro serves these folders. */
const kit = (publicAssets: object[]): string =>
  `export const useNitro = () => ({ options: { publicAssets: ${JSON.stringify(publicAssets)} } });`;
const OUTSIDE = 'export const useNitro = () => { throw new Error("Nuxt instance is unavailable!"); };';
const NUXT: Plugin[] = [{ name: 'nuxt:environments' }];
/** Nuxt's own settings for Vite; its root is the folder `app`. */
const IN_NUXT: InlineConfig = { publicDir: false, plugins: NUXT };

interface Case {
  name: string;
  config: InlineConfig;
  option?: string | false;
  kit?: string;
  /** The last part of each folder, as the case's name of it. */
  expected: ServedFolder[];
  warning?: RegExp;
}

const found = (folder: string, prefix = ''): ServedFolder => ({ folder, prefix, isStated: false });

const CASES: Case[] = [
  { name: 'the public folder of Vite', config: {}, expected: [found('ROOT/app/public')] },
  { name: 'one of another name', config: { publicDir: 'static' }, expected: [found('ROOT/app/static')] },
  {
    name: "Vite's own, by the option too",
    config: {},
    option: 'public',
    expected: [found('ROOT/app/public')],
  },
  { name: 'none', config: { publicDir: false }, expected: [] },
  { name: "no other than Vite's own", config: {}, option: false, expected: [found('ROOT/app/public')] },
  { name: 'none, as the option says, in Nuxt', config: IN_NUXT, option: false, kit: OUTSIDE, expected: [] },
  {
    name: "the one that the option names, beside Vite's own",
    config: {},
    option: '../web',
    expected: [found('ROOT/app/public'), { folder: 'ROOT/web', prefix: '', isStated: true }],
  },
  {
    name: "Nuxt's",
    config: IN_NUXT,
    kit: kit([{ dir: '/radio/public' }]),
    expected: [found('/radio/public')],
  },
  {
    name: "Nuxt's, with a layer's and one below the base",
    config: IN_NUXT,
    kit: kit([
      { dir: '/radio/public', baseURL: '/' },
      { dir: '/layer/public', baseURL: '' },
      { dir: '/radio/films', baseURL: '/media/films/' },
    ]),
    expected: [found('/radio/public'), found('/layer/public'), found('/radio/films', 'media/films/')],
  },
  {
    name: 'the one that the option names, in Nuxt',
    config: IN_NUXT,
    option: '../public',
    kit: OUTSIDE,
    expected: [{ folder: 'ROOT/public', prefix: '', isStated: true }],
  },
  {
    name: 'Nuxt, whose plugins are used outside of it',
    config: IN_NUXT,
    kit: OUTSIDE,
    expected: [],
    warning: /option publicDir, relative to .*app\. \(Error: Nuxt instance is unavailable!\)/,
  },
  { name: 'Nuxt without its kit', config: IN_NUXT, expected: [], warning: /Cannot find module 'nuxt\/kit'/ },
];

const test = suite('served folders');

for (const { name, config, option, kit, expected, warning } of CASES) {
  test(name, async () => {
    const root = await mkdtemp(join(tmpdir(), 'served-folders-'));
    const files = {
      'app/index.html': '',
      'package.json': '{ "type": "module" }',
      ...(kit
        ? {
            'node_modules/nuxt/package.json': '{ "type": "module", "exports": { "./kit": "./kit.js" } }',
            'node_modules/nuxt/kit.js': kit,
          }
        : {}),
    };
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), content);
    }
    const warnings: string[] = [];
    const resolved = await resolveConfig(
      { configFile: false, root: join(root, 'app'), cacheDir: join(root, '.vite'), ...config },
      'serve',
    );
    const logger = { ...resolved.logger, warn: (message: string): void => void warnings.push(message) };
    const folders = await servedFolders({ ...resolved, logger }, option);
    await rm(root, { recursive: true });
    assert.equal(
      folders.map((served) => ({ ...served, folder: served.folder.replace(root, 'ROOT') })),
      expected,
    );
    assert.is(warnings.length, warning ? 1 : 0);
    if (warning) assert.match(warnings[0] ?? '', warning);
  });
}

test.run();
