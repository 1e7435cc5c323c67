import { readdir, readFile } from 'node:fs/promises';

/** Milliseconds between two looks. */
const INTERVAL = 50;

/** Looks between two searches for new processes: to search at each would take half a processor from what is measured. */
const SEARCH = 20;

/** Watches the resident memory of a process and all its descendants. Linux only. */
export interface MemoryWatch {
  /** Forgets the peak; what is resident at this moment counts as idle. */
  reset(): Promise<void>;
  /** Peak over idle, in MB. */
  peak(): number;
  stop(): void;
}

export async function watchMemory(pid: number): Promise<MemoryWatch> {
  let family: number[] = [];
  let idle = 0;
  let peak = 0;
  let looks = 0;
  const look = async (): Promise<void> => {
    looks += 1;
    if (looks % SEARCH === 0) family = await familyOf(pid);
    peak = Math.max(peak, await residentBytes(family));
  };
  const reset = async (): Promise<void> => {
    family = await familyOf(pid);
    idle = await residentBytes(family);
    peak = idle;
  };
  await reset();
  const timer = setInterval(() => void look(), INTERVAL);
  return { reset, peak: () => (peak - idle) / 1e6, stop: () => clearInterval(timer) };
}

/** A process and all that descend from it. Linux only. */
export async function familyOf(root: number): Promise<number[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const parents = new Map<number, number>();
  for (const name of names) {
    parents.set(Number(name), await readNumber(Number(name), /^PPid:\s+(\d+)/m));
  }
  const belongs = (pid: number): boolean =>
    pid === root || (parents.has(pid) && belongs(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(belongs);
}

/** Without shared pages: the browser's own binary would count once per process. */
async function residentBytes(family: number[]): Promise<number> {
  const sizes = await Promise.all(family.map((pid) => readNumber(pid, /^RssAnon:\s+(\d+)/m)));
  return sizes.reduce((sum, size) => sum + size * 1024, 0);
}

/** 0 where the process has gone. */
async function readNumber(pid: number, pattern: RegExp): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(pattern.exec(status)?.[1] ?? 0);
}
