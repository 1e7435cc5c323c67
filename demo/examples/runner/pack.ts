import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './command.ts';

const REPOSITORY = new URL('../../..', import.meta.url).pathname;

/** Our packages, by the folder of each. */
const PACKAGES: Record<string, string> = {
  runtime: 'workbox-background-fetch',
  'plugin-vite': 'vite-plugin-background-fetch',
  'plugin-webpack': 'background-fetch-webpack-plugin',
};

/**
 * Packs our packages as they are published. The name of a tarball changes with its content, so that a package manager
 * which knows an earlier one does not take it for the same.
 *
 * @param folder - where the tarballs go, absolute.
 * @returns the tarball of each package, by the package's name.
 */
export async function pack(folder: string): Promise<Record<string, string>> {
  await mkdir(folder, { recursive: true });
  const fresh = await mkdtemp(join(tmpdir(), 'pack-'));
  const directories = Object.keys(PACKAGES).map((directory) => `-w ${directory}`);
  await run(`npm pack --pack-destination ${fresh} ${directories.join(' ')}`, {
    cwd: REPOSITORY,
    log: join(folder, 'pack.log'),
  });
  const packed = await readdir(fresh);
  const tarballs = await Promise.all(
    Object.values(PACKAGES).map(async (name): Promise<[string, string]> => {
      const file = packed.find((file) => file.startsWith(`${name}-`) && file.endsWith('.tgz'));
      if (!file) throw new Error(`npm has not packed ${name}: build the packages first (npm run build).`);
      const hash = createHash('sha256').update(await readFile(join(fresh, file)));
      const target = join(folder, `${name}-${hash.digest('hex').slice(0, 12)}.tgz`);
      await copyFile(join(fresh, file), target);
      return [name, target];
    }),
  );
  await rm(fresh, { recursive: true });
  return Object.fromEntries(tarballs);
}
