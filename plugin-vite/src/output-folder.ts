import { resolve } from 'node:path';
import type { ResolvedConfig } from 'vite';

/** The output folder of a config, absolute. */
export function outputFolder({ root, build }: Pick<ResolvedConfig, 'root' | 'build'>): string {
  return resolve(root, build.outDir);
}
