import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder of the examples. */
const FOLDER = new URL('..', import.meta.url).pathname;

/** What installs an app and runs its scripts. */
export type PackageManager = 'npm' | 'pnpm' | 'yarn';

/** What `example.json` says of an app. Commands run in a shell, with `BASE` and `PORT` in their environment. */
export interface Description {
  /** Major version of Node that the app wants, where it is not the one that runs here. */
  node?: number;
  /** Default: npm. */
  packageManager?: PackageManager;
  /** Where the app is deployed, one after the other. Default: `/` and `/app/`. */
  bases?: string[];
  /** What is run to build. Default: the script `build`. */
  build?: string;
  /** A folder to serve at the root of the origin, or a command that serves at `PORT`. Default: the script `preview`. */
  serve?: { folder: string } | { command: string };
  /** What starts the dev server at `PORT`; false where there is none, or where it has no worker. Default: the script `dev`. */
  dev?: string | false;
  /** The folder that takes the media, relative to the app. Default: `public`. */
  media?: string;
  /** The page's path below the base. Default: none. */
  page?: string;
  /** Where the media are found below the base, seen from a URL that the page gives. Default: none. */
  under?: string;
  /** Paths of public files below the base that a build's worker has to precache. Default: none. */
  precached?: string[];
  /** Whether the precache brings the page back without a server. Default: true. */
  offlinePage?: boolean;
}

/** An example app. */
export interface Example extends Description {
  name: string;
  /** Absolute. */
  folder: string;
  packageManager: PackageManager;
  bases: string[];
  build: string;
  serve: { folder: string } | { command: string };
  dev: string | false;
}

/**
 * The examples of these names, or all of them.
 *
 * @throws Error that lists what there is where a name is unknown.
 */
export async function findExamples(names: readonly string[]): Promise<Example[]> {
  const entries = await readdir(FOLDER, { withFileTypes: true });
  const known = entries
    .filter((entry) => entry.isDirectory() && entry.name !== 'runner')
    .map(({ name }) => name)
    .sort();
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no example ${unknown.join(', ')}. There are ${known.join(', ')}.`);
  return Promise.all((names.length > 0 ? names : known).map(readExample));
}

async function readExample(name: string): Promise<Example> {
  const folder = join(FOLDER, name);
  const description = JSON.parse(await readFile(join(folder, 'example.json'), 'utf8')) as Description;
  const { packageManager = 'npm' } = description;
  const script = (name: string): string => `${packageManager} run ${name}`;
  return {
    packageManager,
    bases: ['/', '/app/'],
    build: script('build'),
    serve: { command: script('preview') },
    dev: script('dev'),
    ...description,
    name,
    folder,
  };
}
