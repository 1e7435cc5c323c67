/** What webpack's and Rspack's compilers have in common. */
export interface AnyCompiler {
  run(callback: (error: Error | null, stats?: { hasErrors(): boolean; toString(): string }) => void): void;
  close(callback: (error?: Error | null) => void): void;
}

/** Builds once. */
export async function run(compiler: AnyCompiler): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    compiler.run((error, stats) => {
      if (error || stats?.hasErrors()) reject(error ?? new Error(stats?.toString()));
      else resolve();
    }),
  );
  await new Promise<void>((resolve, reject) =>
    compiler.close((error) => (error ? reject(error) : resolve())),
  );
}
