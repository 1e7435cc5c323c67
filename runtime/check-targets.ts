// Holds everything that browsers run against the targets of the root's package.json ("browserslist"): syntax, globals, static
// members, members of instances.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toTargets } from './targets/support.ts';
import { findUnsupported, ownNames } from './targets/unsupported.ts';

const SHIPPED = ['runtime/dist', 'plugin-vite/dist', 'plugin-webpack/dist'];
/** What Node runs. */
const ELSEWHERE = /^runtime\/dist\/(build|size)\/|^plugin-\w+\/dist\/(?!client(?:\/|\.js))/;

/** What is there only in some targets and used only where it is there, with the reason why the script does without it. */
const ALLOWED: Readonly<Record<string, string>> = {
  '.estimate': 'without it, free space is taken as unlimited',
  '.notification': 'no such event comes where there are no notifications',
  QuotaExceededError: 'without it, the DOMException of this name is made',
};

/**
 * Names that no shipped script gives: the database sets the first, Workbox has the next ones, which an app's bundler brings, and the config has
 * `conditions`; and what is only read, of which nothing is taken to be nothing.
 */
const OURS: readonly string[] = ['serial', 'destroy', 'handle', 'conditions', 'saveData'];

const root = new URL('../', import.meta.url);
const { browserslist } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
const targets = toTargets(browserslist);
const scripts = new Map<string, string>();
for (const folder of SHIPPED) {
  for (const path of await readdir(new URL(folder, root), { recursive: true })) {
    const name = join(folder, path);
    if (name.endsWith('.js') && !ELSEWHERE.test(name))
      scripts.set(name, await readFile(new URL(name, root), 'utf8'));
  }
}
const own = new Set([...OURS, ...[...scripts.values()].flatMap((code) => [...ownNames(code)])]);
const unused = new Set(Object.keys(ALLOWED));
let faults = 0;
for (const [name, code] of scripts) {
  for (const { use, line, isGuarded, lackedBy } of findUnsupported(code, targets, own)) {
    unused.delete(use);
    if (isGuarded && ALLOWED[use]) continue;
    faults += 1;
    console.error(`${name}:${line}: ${use} is not in ${lackedBy.join(', ')}`);
  }
}
for (const use of unused) console.error(`${use} is allowed, but not used: take it out of ALLOWED`);
if (scripts.size === 0) console.error('There is nothing to check: run `npm run build` first');
if (faults > 0 || unused.size > 0 || scripts.size === 0) process.exit(1);
