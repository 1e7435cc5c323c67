// Builds the classic script that generated service workers import, one per mode, from the compiled modules in dist/.
import { build } from 'rolldown';

for (const mode of ['production', 'development']) {
  await build({
    input: 'dist/sw/classic.js',
    platform: 'browser',
    tsconfig: false,
    transform: { define: { 'process.env.NODE_ENV': JSON.stringify(mode) }, target: 'es2022' },
    output: {
      file: `dist/background-fetch-sw.${mode}.js`,
      format: 'iife',
      minify: mode === 'production',
      comments: { legal: false },
    },
    logLevel: 'warn',
  });
}
