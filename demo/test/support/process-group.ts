import { type ChildProcess, spawn } from 'node:child_process';

const running = new Set<number>();
// A test that fails must not leave browsers behind.
process.once('exit', () => {
  for (const pid of running) signal(pid);
});
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(1));

/** A process that leads a group of its own, which is killed with it. */
export interface ProcessGroup {
  readonly pid: number;
  readonly process: ChildProcess;
  /** SIGKILL to all of the group; resolves when its leader is gone. */
  kill(): Promise<void>;
}

/** Starts a program in a process group of its own. What it prints on stdout can be read. */
export function startGroup(command: string, args: readonly string[], env: NodeJS.ProcessEnv): ProcessGroup {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', process.env.BROWSER_LOG ? 'inherit' : 'ignore'],
  });
  child.once('error', () => undefined);
  if (child.pid === undefined) throw new Error(`${command} could not be started: is it installed?`);
  return groupOf(child, child.pid);
}

/** The group of a process that somebody else has started as the leader of one. */
export function groupOf(child: ChildProcess, pid: number): ProcessGroup {
  running.add(pid);
  const gone = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
  return {
    pid,
    process: child,
    async kill() {
      signal(pid);
      await gone;
      running.delete(pid);
    },
  };
}

function signal(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of it is gone already.
  }
}
