#!/usr/bin/env node
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { WorkerType } from './generate/generate.ts';
import { addRoutesToWorker } from './last-step/add-routes-to-worker.ts';
import { loadConfig } from './last-step/load-config.ts';

const USAGE = `workbox-background-fetch add-routes [options]

Adds background-fetch routes to a finished service worker, as the last step of a build.

  --config FILE  module whose default export has the routes (background-fetch.config.mjs)
  --folder DIR   folder of all that the app serves (dist)
  --worker FILE  the service worker, relative to the folder (sw.js)
  --base PATH    where the folder is served, such as /app/
  --type TYPE    how the page registers the worker: classic or module (what its code says)`;

/** A mistake on the command line, which the usage answers. */
class UsageError extends Error {}

async function run(args: string[]): Promise<string> {
  const { config, folder, worker, base, type, help } = read(args);
  if (help) return USAGE;
  const routes = await loadConfig(config);
  const added = await addRoutesToWorker(routes, { folder, worker, base, type });
  for (const warning of added.warnings) console.warn(warning);
  const files = added.files === 1 ? '1 file' : `${added.files} files`;
  return `${relative('', added.worker)} imports ${added.script}, whose routes lead to ${files} of ${folder}.`;
}

type Options = Record<'config' | 'folder' | 'worker', string> & {
  base: string | undefined;
  type: WorkerType | undefined;
  help: boolean;
};

function read(args: string[]): Options {
  const { values, positionals } = parse(args);
  const { config = 'background-fetch.config.mjs', folder = 'dist', worker = 'sw.js', base, type } = values;
  const help = values.help === true;
  const command = positionals.join(' ');
  if (!help && command !== 'add-routes')
    throw new UsageError(command === '' ? 'The command is missing.' : `There is no command "${command}".`);
  if (type !== undefined && type !== 'classic' && type !== 'module')
    throw new UsageError(`--type is "${type}"; it is "classic" or "module".`);
  return { config, folder, worker, base, type, help };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const options = {
    config: text,
    folder: text,
    worker: text,
    base: text,
    type: text,
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (cause) {
    throw new UsageError((cause as Error).message, { cause });
  }
}

try {
  console.log(await run(process.argv.slice(2)));
} catch (error) {
  const { message } = error as Error;
  console.error(error instanceof UsageError ? `${message}\n\n${USAGE}` : message);
  process.exitCode = 1;
}
