import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Configuration } from 'webpack';
import workbox from 'workbox-webpack-plugin';
import { HOOKS_FILE, HOOKS_FILES, MARKER, ORIGIN } from '../../runtime/test/support/hooks-fixture.ts';
import { originOf } from '../../runtime/test/support/origin-of.ts';
import { build, config } from './support/compile.ts';
import { createPlace } from './support/place.ts';
import { readWorker, scriptsIn } from './support/worker.ts';

const { GenerateSW } = workbox;
type Mode = 'production' | 'development';
type Kind = 'none' | 'file' | 'inline' | 'hidden';

const CASES: [
  mode: Mode,
  devtool: Configuration['devtool'],
  sourcemap: boolean | undefined,
  expected: Kind,
][] = [
  ['production', undefined, undefined, 'none'],
  ['production', 'source-map', undefined, 'file'],
  ['production', 'inline-source-map', undefined, 'inline'],
  ['production', 'hidden-source-map', undefined, 'hidden'],
  ['production', 'source-map', false, 'none'],
  ['production', false, true, 'file'],
  ['development', undefined, undefined, 'file'],
  ['development', false, false, 'file'],
  ['development', 'inline-cheap-source-map', undefined, 'inline'],
];

const test = suite('hooks of GenerateSW');

for (const [mode, devtool, sourcemap, expected] of CASES) {
  test(`${mode}, devtool ${devtool}, sourcemap ${sourcemap}: the map is ${expected}`, async () => {
    const place = await createPlace(`hooks ${mode} ${devtool} ${sourcemap}`);
    for (const [path, text] of Object.entries(HOOKS_FILES)) await writeFile(join(place.root, path), text);
    const plugin = new GenerateSW({ swDest: 'sw.js', ...(sourcemap === undefined ? {} : { sourcemap }) });
    const more = { mode, ...(devtool === undefined ? {} : { devtool }) };
    await build(config(place, place.out, [plugin], { worker: HOOKS_FILE, publicDir: 'public' }, more));
    const [script = ''] = (await readWorker(place.out)).imported;
    const code = await readFile(join(place.out, script), 'utf8');
    const link = /\n\/\/# sourceMappingURL=(\S+)\s*$/.exec(code)?.[1];
    const hasFile = (await scriptsIn(place.out)).includes(`${script}.map`);
    assert.is(hasFile ? (link ? 'file' : 'hidden') : link ? 'inline' : 'none', expected);
    assert.is(/\n\t/.test(code), mode === 'development');
    if (expected === 'none') return;
    const map = hasFile
      ? await readFile(join(place.out, `${script}.map`), 'utf8')
      : Buffer.from(link?.split(',')[1] ?? '', 'base64').toString();
    assert.is(originOf(code, map, MARKER), `../${ORIGIN}`);
  });
}

test.run();
