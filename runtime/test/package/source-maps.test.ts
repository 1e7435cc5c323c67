import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

interface Packed {
  files: { path: string }[];
}

/** The last comment of a file that names a map, as loaders read it. */
const LINK = /^\/\/[#@] sourceMappingURL=(\S+)\s*$/gm;

for (const folder of ['runtime', 'plugin-vite', 'plugin-webpack']) {
  const test = suite<{ paths: string[] }>(`the source maps of ${folder}, as packed`);
  const read = (path: string): Promise<string> => readFile(`${ROOT}${folder}/${path}`, 'utf8');

  test.before(async (context) => {
    const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json'], {
      cwd: ROOT + folder,
      maxBuffer: 2 ** 26,
    });
    const [packed] = JSON.parse(stdout) as Packed[];
    context.paths = packed?.files.map(({ path }) => path) ?? [];
  });

  test('each has the text of all its sources, which are not packed', async ({ paths }) => {
    const maps = paths.filter((path) => path.endsWith('.map'));
    assert.ok(maps.length > 10);
    for (const path of maps) {
      const { sources, sourcesContent = [] } = JSON.parse(await read(path));
      assert.is(sourcesContent.length, sources.length, path);
      assert.ok(
        sourcesContent.every((content: unknown) => typeof content === 'string'),
        path,
      );
    }
  });

  test('each script that names a map has it beside it', async ({ paths }) => {
    const scripts = paths.filter((path) => path.endsWith('.js'));
    assert.ok(scripts.length > 10);
    for (const path of scripts) {
      const url = [...(await read(path)).matchAll(LINK)].at(-1)?.[1];
      if (url !== undefined) assert.ok(paths.includes(posix.join(posix.dirname(path), url)), path);
    }
  });

  test.run();
}
