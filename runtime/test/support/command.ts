import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Files } from './temporary-folder.ts';

/** The folder of the package. */
export const PACKAGE: string = fileURLToPath(new URL('../../', import.meta.url));
const { bin } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));
const COMMAND: string = join(PACKAGE, bin['workbox-background-fetch']);

export const CONFIG = 'background-fetch.config.mjs';
/** A service worker that knows nothing of routes. */
export const OWN = 'self.addEventListener("own", () => {});\n';
export const ROUTES: { routes: { id: string; requests: string }[]; fallback: false } = {
  routes: [{ id: 'episode/:slug', requests: 'media/:slug.mp3' }],
  fallback: false,
};

/** The text of a config. */
export const toCode = (options: object): string => `export default ${JSON.stringify(options)};`;

/** An app that is built, and to whose worker the command can add routes. */
export const APP: Files = { [CONFIG]: toCode(ROUTES), 'dist/sw.js': OWN, 'dist/media/one.mp3': 'body' };

/** How a message ends. */
export const inDocs = (code: string): string => `(docs/errors.md#${code})`;

/** How the command has ended. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the built command. */
export function command(folder: string, args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, ...args], { cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}
