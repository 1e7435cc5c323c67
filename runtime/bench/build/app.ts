import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** How many files a folder has, as in a media library of albums. */
const PER_FOLDER = 100;

/** Bytes of the smallest and the largest file. */
const SIZES = { min: 4096, max: 16_384 };

/** An app in a temporary folder, whose public folder has the assets. */
export interface BenchApp {
  root: string;
  /** The output folder of a contestant. */
  out(contestant: string): string;
  remove(): Promise<void>;
}

/** It does not import the client, which is code of the app's own: what the demo's row compares. */
const SOURCES = {
  'index.html':
    '<!doctype html><html><head><title>Bench</title></head><body><script type="module" src="/src/main.js"></script></body></html>',
  'src/main.js': "import { Workbox } from 'workbox-window';\nnew Workbox('sw.js').register();\n",
};

/** @param assets - how many files, of 4 to 16 KB that do not compress. */
export async function createBenchApp(assets: number): Promise<BenchApp> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'bench-build-')));
  await symlink(NODE_MODULES, join(root, 'node_modules'), 'junction');
  await mkdir(join(root, 'src'));
  for (const [path, text] of Object.entries(SOURCES)) await writeFile(join(root, path), text);
  for (let index = 0; index < assets; index++) {
    const folder = join(root, 'public/media', `album-${Math.floor(index / PER_FOLDER)}`);
    if (index % PER_FOLDER === 0) await mkdir(folder, { recursive: true });
    const size = SIZES.min + Math.floor(Math.random() * (SIZES.max - SIZES.min));
    await writeFile(join(folder, `track-${index}.bin`), randomBytes(size));
  }
  return {
    root,
    out: (contestant) => join(root, 'out', contestant),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
