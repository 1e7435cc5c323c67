// Bundles compiled modules in dist/: the classic scripts that generated service workers import, one for each choice of parts, and one for
// development; the two halves of the fallback as classic scripts; and, for the size gate alone, what a page pays for the client.
import { mkdir, writeFile } from 'node:fs/promises';
import { build, type Plugin } from 'rolldown';
import { minify } from 'terser';
import { INTERNAL_NAMES, NATIVE_NAMES } from './internal-names.ts';
import { importParts } from './src/build/hooks/import-parts.ts';
import { choicesOfParts, type Part, withParts } from './src/build/options/parts-of.ts';

type Mode = 'production' | 'development';

/** Workbox marks its private properties with an underscore, and nothing outside of a classic script sees them. */
const PRIVATE = { regex: /^_[a-z]/ };

/** Those of the fallback are listed; some are called as properties are that browsers have elsewhere. */
const INTERNAL = { regex: new RegExp(`^(${INTERNAL_NAMES.join('|')})$`), builtins: true };

const NATIVE = { regex: new RegExp(`^(${NATIVE_NAMES.join('|')})$`), builtins: true };

/** Workbox's modules leave a mark each in the global scope, which the app's own have left already. */
const WITHOUT_MARKS: Plugin = {
  name: 'without-marks',
  load: (id) => (/workbox-\w+[\\/]_version\.js$/.test(id) ? '' : undefined),
};

async function bundle(
  input: string,
  mode: Mode,
  format: 'iife' | 'esm',
  properties: { regex: RegExp; builtins?: boolean } = PRIVATE,
): Promise<string> {
  const { output } = await build({
    input,
    write: false,
    platform: 'browser',
    tsconfig: false,
    plugins: [WITHOUT_MARKS],
    transform: { define: { 'process.env.NODE_ENV': JSON.stringify(mode) }, target: 'es2022' },
    output: { format, minify: mode === 'production', comments: { legal: false } },
    logLevel: 'warn',
  });
  const [{ code }] = output;
  if (mode === 'development') return code;
  // A second pass over what rolldown leaves: 4 % less for every user, once here.
  const options = {
    ecma: 2020,
    module: format === 'esm',
    // Comparisons stay as the first pass has them, since two orders of the same would compress less well.
    compress: { passes: 3, unsafe_arrows: true, hoist_funs: true, lhs_constants: false },
    mangle: { properties },
  } as const;
  return (await minify(code, options)).code ?? code;
}

/** The first module of a worker that has these parts, as classic.ts is that of one that has all. */
function entryCode(parts: readonly Part[]): string {
  const toModule = (path: string): string => JSON.stringify(`../${path.slice('sw/'.length)}`);
  const { imports, names } = importParts(parts, toModule);
  return [
    `import { registerRoutes } from ${toModule('sw/register-routes.js')};`,
    `import { plainStorage } from ${toModule('sw/serve/plain-storage.js')};`,
    ...imports,
    `registerRoutes(self.__BGF_CONFIG, { ${['toStorage: plainStorage', ...names].join(', ')} });`,
    '',
  ].join('\n');
}

for (const folder of ['dist/size', 'dist/sw/entries']) await mkdir(folder, { recursive: true });
for (const parts of choicesOfParts()) {
  const entry = `dist/sw/entries/${withParts('sw', parts)}.js`;
  await writeFile(entry, entryCode(parts));
  await writeFile(
    `dist/${withParts('background-fetch-sw', parts)}.production.js`,
    await bundle(entry, 'production', 'iife', NATIVE),
  );
}
await writeFile(
  'dist/background-fetch-sw.development.js',
  await bundle('dist/sw/classic.js', 'development', 'iife', NATIVE),
);
for (const [room, name] of [
  ['sw', 'fallback-sw'],
  ['window', 'fallback-window'],
]) {
  await writeFile(
    `dist/${name}.iife.js`,
    await bundle(`dist/${room}/fallback/classic.js`, 'production', 'iife', INTERNAL),
  );
}
await writeFile('dist/size/window.js', await bundle('dist/window/index.js', 'production', 'esm'));
