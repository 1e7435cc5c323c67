import { uneval } from 'devalue';
import { parseConfig } from '../../shared/parsed-config.ts';
import type { WorkerConfig } from '../../shared/worker-config.ts';

/** What stands for the config in a worker that is compiled before the config is known. */
const PLACEHOLDER = '__BACKGROUND_FETCH_CONFIG__';

/** The first line of a compiled worker that gets its config later, by {@link fillConfig}. */
export const CONFIG_LINE: string = `self.__BGF_CONFIG="${PLACEHOLDER}";\n`;

/** The line that gives the classic entry its config. */
export function configLine(config: WorkerConfig): string {
  return `self.__BGF_CONFIG=${literal(config)};\n`;
}

/**
 * Puts the config into a compiled worker that begins with {@link CONFIG_LINE}. No line moves, so that source maps hold.
 *
 * @returns undefined where the worker has no place for it.
 */
export function fillConfig(code: string, config: WorkerConfig): string | undefined {
  const place = new RegExp(`(["'\`])${PLACEHOLDER}\\1`);
  return place.test(code) ? code.replace(place, () => literal(config)) : undefined;
}

function literal(config: WorkerConfig): string {
  return uneval(parseConfig(config));
}
