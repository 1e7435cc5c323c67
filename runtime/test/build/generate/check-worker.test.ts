import { join } from 'node:path';
import { test } from 'uvu';
import { checkImport, checkWorker } from '../../../src/build/generate/check-worker.ts';
import { failsWith } from '../../support/fails-with.ts';
import { type Files, inFolder } from '../../support/temporary-folder.ts';

const SCRIPT = 'background-fetch-sw.0123456789.js';
const IMPORTS = `importScripts("${SCRIPT}");`;

function check(files: Files): Promise<void> {
  return inFolder(files, (folder) => checkWorker(join(folder, 'sw.js'), SCRIPT));
}

test('a worker that imports the script that is there is fine', () =>
  check({ 'sw.js': IMPORTS, [SCRIPT]: '' }));

test('script-not-imported', () =>
  failsWith(
    () => check({ 'sw.js': 'importScripts("other.js");', [SCRIPT]: '' }),
    'script-not-imported',
    SCRIPT,
    'sw.js',
    'Did another plugin replace its importScripts?',
  ));

test('script-not-found', () =>
  failsWith(
    () => check({ 'sw.js': IMPORTS }),
    'script-not-found',
    SCRIPT,
    'sw.js',
    'has not written that file',
  ));

test('a worker that is not on disk', async () => {
  checkImport('sw.js', IMPORTS, SCRIPT);
  await failsWith(() => checkImport('sw.js', '', SCRIPT), 'script-not-imported', 'The service worker sw.js');
});

test.run();
