import { readFile } from 'node:fs/promises';
import { familyOf } from '../../../runtime/bench/support/memory.ts';

/**
 * Kills those of a browser's processes that have a name, with SIGKILL; Linux only.
 *
 * @param pid - which all of them descend from.
 * @param name - its first 15 characters, as the kernel has them.
 * @returns how many there were.
 */
export async function killProcesses(pid: number, name: string): Promise<number> {
  let count = 0;
  for (const one of await familyOf(pid)) {
    const comm = await readFile(`/proc/${one}/comm`, 'utf8').catch(() => '');
    if (comm.trim() !== name) continue;
    process.kill(one, 'SIGKILL');
    count += 1;
  }
  return count;
}
