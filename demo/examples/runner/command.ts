import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { groupOf, type ProcessGroup } from '../../test/support/process-group.ts';

/** How a command is run. */
export interface CommandOptions {
  /** The folder to run it in, absolute. */
  cwd: string;
  /** Added to this process's environment. */
  env?: NodeJS.ProcessEnv;
  /** The file that takes all that it prints, absolute. */
  log: string;
}

/**
 * Runs a command in a shell until it ends.
 *
 * @throws Error with the end of what it has printed where it fails.
 */
export async function run(command: string, options: CommandOptions): Promise<void> {
  const child = begin(command, options);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`"${command}" ended with ${String(code)}:\n${tail(options.log)}`);
}

/** Starts a command in a shell that goes on until it is killed. */
export function start(command: string, options: CommandOptions): ProcessGroup {
  const child = begin(command, options);
  if (child.pid === undefined) throw new Error(`"${command}" could not be started.`);
  return groupOf(child, child.pid);
}

/** The last lines of a log. */
export function tail(log: string, lines = 40): string {
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

function begin(command: string, { cwd, env, log }: CommandOptions): ChildProcess {
  const output = openSync(log, 'a');
  try {
    return spawn(command, {
      cwd,
      shell: true,
      detached: true,
      env: { ...withoutNpm(process.env), CI: '1', NO_COLOR: '1', FORCE_COLOR: '0', ...env },
      stdio: ['ignore', output, output],
    });
  } finally {
    closeSync(output);
  }
}

/** npm tells the scripts that it runs of its own settings, which are not those of the app. */
function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_|^(?:INIT_CWD|NODE_OPTIONS)$/i.test(name)),
  );
}
