/** What webpack 5 and Rspack 2 have in common, as far as it concerns us. */
export interface Compiler {
  readonly context: string;
  readonly options: {
    readonly plugins: readonly unknown[];
    readonly name?: string | undefined;
    readonly mode?: string | undefined;
    readonly devtool?: unknown;
    readonly target?: string | false | readonly (string | false)[] | undefined;
    readonly externalsPresets?: { readonly node?: boolean };
  };
  readonly hooks: {
    readonly beforeRun: { tapPromise(name: string, run: () => Promise<void>): void };
    readonly watchRun: { tapPromise(name: string, run: () => Promise<void>): void };
    readonly thisCompilation: { tap(name: string, run: (compilation: Compilation) => void): void };
    readonly shouldEmit: { tap(name: string, run: () => boolean): void };
    readonly afterEmit: { tap(name: string, run: (compilation: Compilation) => void): void };
  };
  readonly webpack: {
    readonly Compilation: {
      readonly PROCESS_ASSETS_STAGE_DEV_TOOLING: number;
      readonly PROCESS_ASSETS_STAGE_OPTIMIZE_TRANSFER: number;
    };
    readonly EntryPlugin: new (context: string, file: string, name: string) => Applicable;
    readonly NormalModuleReplacementPlugin: new (
      request: RegExp,
      replace: (data: { request: string; context: string }) => void,
    ) => Applicable;
    readonly sources: {
      readonly ConcatSource: new (...parts: (string | Source)[]) => Source;
      readonly RawSource: new (code: string) => Source;
    };
  };
  getInfrastructureLogger(name: string): { warn(message: string): void };
}

/** A plugin that is applied by hand. */
export interface Applicable {
  apply(compiler: Compiler): void;
}

export interface Source {
  source(): string | Buffer;
  buffer(): Buffer;
}

export interface Asset {
  readonly name: string;
  readonly source: Source;
  readonly info: { readonly immutable?: boolean };
}

/** Files that a compilation is made of, absolute. */
interface Dependencies extends Iterable<string> {
  add(file: string): unknown;
}

export interface Compilation {
  readonly hash?: string | null | undefined;
  readonly outputOptions: { readonly path?: string; readonly publicPath?: unknown };
  readonly fileDependencies: Dependencies;
  readonly missingDependencies: Dependencies;
  readonly errors: { readonly length: number; push(error: Error): unknown };
  readonly warnings: { push(warning: Error): unknown };
  readonly hooks: {
    readonly processAssets: {
      tapPromise(options: { name: string; stage: number }, run: () => Promise<void>): void;
    };
  };
  getAssetPath(template: string, data: { hash?: string }): string;
  getAssets(): readonly Asset[];
  getAsset(name: string): Asset | undefined;
  emitAsset(name: string, source: Source, info?: Record<string, unknown>): void;
  deleteAsset(name: string): void;
  // The bundlers' own sources have more members, each its own: this says only what both accept.
  updateAsset(name: string, source: Source | ((old: never) => unknown)): void;
}
