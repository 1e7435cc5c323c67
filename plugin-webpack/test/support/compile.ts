import {
  BackgroundFetchWebpackPlugin,
  type WebpackBackgroundFetchOptions,
} from 'background-fetch-webpack-plugin';
import webpack, { type Configuration } from 'webpack';
import type { Place } from './integration.ts';
import { routes } from './routes.ts';
import { type AnyCompiler, run } from './run-compiler.ts';

/** A build of the fixture with our plugin beside others. */
export const config = (
  { root }: Place,
  path: string,
  plugins: unknown[],
  options: Partial<WebpackBackgroundFetchOptions> = {},
  changes: Configuration = {},
): Configuration => ({
  context: root,
  mode: 'production',
  entry: './src/main.js',
  plugins: [
    ...plugins,
    new BackgroundFetchWebpackPlugin({ routes, dts: false, ...options }),
  ] as Configuration['plugins'],
  ...changes,
  output: { path, ...changes.output },
});

/** Builds once with webpack. */
export const build = (options: Configuration): Promise<void> => run(webpack(options) as AnyCompiler);
