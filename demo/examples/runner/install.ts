import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { run } from './command.ts';
import type { Example, PackageManager } from './example.ts';

/** What installs an app. */
interface Installer {
  /** The npm package that has it, where it does not come with Node. */
  tool?: string;
  install: string;
  /** What package.json says to have one package in place of another, wherever that is asked for. */
  replacing(packages: Record<string, string | undefined>): Record<string, unknown>;
}

const INSTALLERS: Record<PackageManager, Installer> = {
  npm: { install: 'npm install', replacing: (overrides) => ({ overrides }) },
  pnpm: {
    tool: 'pnpm@10.15.0',
    install: 'pnpm install --no-frozen-lockfile',
    replacing: (overrides) => ({ pnpm: { overrides } }),
  },
  yarn: {
    tool: '@yarnpkg/cli-dist@4.18.1',
    install: 'yarn install --no-immutable',
    replacing: (resolutions) => ({ resolutions }),
  },
};

/** What an installation has made, and where it is noted. */
const STAMP = '.installed';
const KEPT = [
  STAMP,
  'node_modules',
  'package-lock.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  '.yarn',
  '.pnp.cjs',
  '.pnp.loader.mjs',
];

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
  const installer = INSTALLERS[example.packageManager];
  const env = await environment([nodeFor(example), installer.tool], home, log);
  const manifest = withTarballs(
    JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest,
    tarballs,
    installer,
  );
  const text = `${JSON.stringify(manifest, undefined, 2)}\n`;
  await writeFile(join(folder, 'package.json'), text);
  const stamp = join(folder, STAMP);
  if (!existsSync(stamp) || (await readFile(stamp, 'utf8')) !== text) {
    await rm(stamp, { force: true });
    await run(installer.install, { cwd: folder, env, log });
    await writeFile(stamp, text);
  }
  return { folder, log, env };
}

/** Everything but what is installed. */
async function clear(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (!KEPT.includes(name)) await rm(join(folder, name), { recursive: true });
}

/** Our packages are not published: what the app asks for by `*`, and what that depends on, are the tarballs. */
function withTarballs(
  manifest: Manifest,
  tarballs: Readonly<Record<string, string>>,
  installer: Installer,
): Manifest {
  const runtime = 'workbox-background-fetch';
  const specs = Object.fromEntries(Object.entries(tarballs).map(([name, file]) => [name, `file:${file}`]));
  const replace = (wanted: Record<string, string> = {}): Record<string, string> =>
    Object.fromEntries(Object.entries(wanted).map(([name, range]) => [name, specs[name] ?? range]));
  return {
    ...manifest,
    dependencies: replace(manifest.dependencies),
    devDependencies: replace(manifest.devDependencies),
    ...installer.replacing({ [runtime]: specs[runtime] }),
  };
}

/** The npm package of the Node that an app wants, where an older one runs here. */
function nodeFor({ node }: Example): string | undefined {
  const major = Number(process.versions.node.split('.')[0]);
  return node === undefined || node <= major ? undefined : `node@${node}`;
}

/** Puts the commands of these npm packages in front of the others. */
async function environment(
  tools: readonly (string | undefined)[],
  home: string,
  log: string,
): Promise<NodeJS.ProcessEnv> {
  const bins: string[] = [];
  for (const tool of tools.filter((tool) => tool !== undefined)) {
    const folder = join(home, tool.replaceAll(/[@/]+/g, '-').replace(/^-/, ''));
    const bin = join(folder, 'node_modules', '.bin');
    if (!existsSync(bin)) {
      await mkdir(folder, { recursive: true });
      await run(`npm install --prefix "${folder}" ${tool}`, { cwd: folder, log });
    }
    bins.push(bin);
  }
  return bins.length === 0 ? {} : { PATH: [...bins, process.env.PATH ?? ''].join(delimiter) };
}
