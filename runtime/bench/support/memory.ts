import { readdir, readFile } from 'node:fs/promises';

/** Milliseconds between two looks. */
const INTERVAL = 40;

/** Watches the resident memory of a process and all its descendants. Linux only. */
export interface MemoryWatch {
  /** Forgets the peak; what is resident at this moment counts as idle. */
  reset(): Promise<void>;
  /** Peak over idle, in MB. */
  peak(): number;
  stop(): void;
}

export async function watchMemory(pid: number): Promise<MemoryWatch> {
  let idle = await residentBytes(pid);
  let peak = idle;
  const look = async (): Promise<void> => {
    peak = Math.max(peak, await residentBytes(pid));
  };
  const timer = setInterval(() => void look(), INTERVAL);
  return {
    async reset() {
      idle = await residentBytes(pid);
      peak = idle;
    },
    peak: () => (peak - idle) / 1e6,
    stop: () => clearInterval(timer),
  };
}

async function residentBytes(root: number): Promise<number> {
  const parents = new Map<number, number>();
  const sizes = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    const status = /^\d+$/.test(name) ? await readFile(`/proc/${name}/status`, 'utf8').catch(() => '') : '';
    const parent = /^PPid:\s+(\d+)/m.exec(status)?.[1];
    if (parent === undefined) continue;
    parents.set(Number(name), Number(parent));
    // Shared pages (the browser's own binary) would count once per process.
    sizes.set(Number(name), Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024);
  }
  const belongs = (pid: number): boolean =>
    pid === root || (parents.has(pid) && belongs(parents.get(pid) ?? 0));
  return [...sizes].reduce((sum, [pid, size]) => (belongs(pid) ? sum + size : sum), 0);
}
