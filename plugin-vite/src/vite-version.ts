import { type BuildEnvironmentOptions, version } from 'vite';

/** Whether this Vite bundles with Rolldown, whose options have names of their own; before Vite 8 it is Rollup. */
const isRolldown: boolean = Number(version.split('.')[0]) >= 8;

/** The options of a build of one file into one classic script, as this version of Vite calls them. */
export function oneScript(input: string, entryFileNames: string): BuildEnvironmentOptions {
  return isRolldown
    ? { rolldownOptions: { input, output: { format: 'iife', codeSplitting: false, entryFileNames } } }
    : { rollupOptions: { input, output: { format: 'iife', inlineDynamicImports: true, entryFileNames } } };
}
