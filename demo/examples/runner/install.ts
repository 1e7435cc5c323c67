import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { run } from './command.ts';
import type { Example } from './example.ts';

/** The version of pnpm that installs what says `"packageManager": "pnpm"`. */
const PNPM = 'pnpm@10.15.0';

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  [field: string]: unknown;
}

/** An app outside the repository, with all that it depends on. */
export interface Installed {
  /** Absolute. */
  folder: string;
  /** The file that takes what its commands print. */
  log: string;
  env: NodeJS.ProcessEnv;
}

/**
 * Copies an example out of the repository, so that it finds only what it has installed, and installs it with our packed
 * packages. What is installed stays for the next time, unless something has changed.
 *
 * @param home - the folder of all of them, absolute.
 */
export async function install(
  example: Example,
  home: string,
  tarballs: Readonly<Record<string, string>>,
): Promise<Installed> {
  const folder = join(home, example.name);
  await mkdir(folder, { recursive: true });
  await clear(folder);
  await cp(example.folder, folder, { recursive: true });
  const log = join(home, `${example.name}.log`);
  await writeFile(log, '');
  const env = await environment(example, home, log);
  const manifest = withTarballs(
    JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest,
    tarballs,
    example.packageManager ?? 'npm',
  );
  const text = `${JSON.stringify(manifest, undefined, 2)}\n`;
  await writeFile(join(folder, 'package.json'), text);
  const stamp = join(folder, 'node_modules', '.installed');
  if (!existsSync(stamp) || (await readFile(stamp, 'utf8')) !== text) {
    await rm(stamp, { force: true });
    const command =
      example.packageManager === 'pnpm' ? `npx -y ${PNPM} install --no-frozen-lockfile` : 'npm install';
    await run(command, { cwd: folder, env, log });
    await writeFile(stamp, text);
  }
  return { folder, log, env };
}

/** Everything but what is installed. */
async function clear(folder: string): Promise<void> {
  const kept = ['node_modules', 'package-lock.json', 'pnpm-lock.yaml'];
  for (const name of await readdir(folder))
    if (!kept.includes(name)) await rm(join(folder, name), { recursive: true });
}

/** Our packages are not published: what the app asks for by `*`, and what that depends on, are the tarballs. */
function withTarballs(
  manifest: Manifest,
  tarballs: Readonly<Record<string, string>>,
  packageManager: 'npm' | 'pnpm',
): Manifest {
  const runtime = 'workbox-background-fetch';
  const specs = Object.fromEntries(Object.entries(tarballs).map(([name, file]) => [name, `file:${file}`]));
  const replace = (wanted: Record<string, string> = {}): Record<string, string> =>
    Object.fromEntries(Object.entries(wanted).map(([name, range]) => [name, specs[name] ?? range]));
  const overrides = { [runtime]: specs[runtime] };
  return {
    ...manifest,
    dependencies: replace(manifest.dependencies),
    devDependencies: replace(manifest.devDependencies),
    ...(packageManager === 'npm' ? { overrides } : { pnpm: { overrides } }),
  };
}

/** Puts the Node that the app wants in front of the others. */
async function environment({ node }: Example, home: string, log: string): Promise<NodeJS.ProcessEnv> {
  const major = Number(process.versions.node.split('.')[0]);
  if (node === undefined || node <= major) return {};
  const folder = join(home, `node-${node}`);
  const bin = join(folder, 'node_modules', '.bin');
  if (!existsSync(join(bin, 'node'))) {
    await mkdir(folder, { recursive: true });
    await run(`npm install --prefix "${folder}" node@${node}`, { cwd: folder, log });
  }
  return { PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
}
