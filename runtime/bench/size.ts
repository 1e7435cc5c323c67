// What every user pays: brotli of each entry, beside Workbox parts that do a comparable job.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'rolldown';
import { type Row, report, versionOf } from './support/result.ts';

const require = createRequire(import.meta.url);

/** Bytes; there is nothing else that does the fallback engine's job. */
const BUDGET = 12_000;

function brotli(code: string): number {
  return brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

async function sizeOf(file: string): Promise<number> {
  return brotli(await readFile(new URL(`../dist/${file}`, import.meta.url), 'utf8'));
}

/** Bundles a package as an app does. */
async function bundled(packageName: string): Promise<number> {
  const { output } = await build({
    input: require.resolve(packageName).replace(/\.umd\.js$/, '.es5.mjs'),
    write: false,
    platform: 'browser',
    tsconfig: false,
    transform: { define: { 'process.env.NODE_ENV': '"production"' }, target: 'es2022' },
    output: { format: 'esm', minify: true },
    logLevel: 'silent',
  });
  return brotli(output[0].code);
}

function row(name: string, ours: number, other: number): Row {
  return { case: name, unit: 'bytes', ours, other, ratio: ours / other };
}

await report('size', { 'workbox-strategies': await versionOf('workbox-strategies') }, [
  row(
    'worker script (other: workbox-routing + -strategies, without a line of ours)',
    await sizeOf('background-fetch-sw.production.js'),
    (await bundled('workbox-routing')) + (await bundled('workbox-strategies')),
  ),
  row(
    'window client (other: workbox-window)',
    await sizeOf('size/window.js'),
    await bundled('workbox-window'),
  ),
  row('fallback engine, worker (other: its budget)', await sizeOf('fallback-sw.iife.js'), BUDGET),
]);
