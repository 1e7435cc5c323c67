import { type ProcessGroup, startGroup } from './process-group.ts';

let shared: { server: ProcessGroup; name: Promise<string>; users: number } | undefined;

/** A screen that nobody sees, for browsers that cannot do without one. */
export interface Display {
  /** Value of `DISPLAY`. */
  readonly name: string;
  /** The last one that lets go ends it. */
  release(): Promise<void>;
}

/**
 * Gives the X server of this process, and starts it where there is none.
 *
 * @throws Error where it cannot be started.
 */
export async function takeDisplay(): Promise<Display> {
  shared ??= startDisplay();
  const mine = shared;
  mine.users += 1;
  return {
    name: await mine.name,
    async release() {
      mine.users -= 1;
      if (mine.users > 0) return;
      if (shared === mine) shared = undefined;
      await mine.server.kill();
    },
  };
}

function startDisplay(): NonNullable<typeof shared> {
  const args = ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'];
  const server = startGroup('Xvfb', args, {});
  const name = new Promise<string>((resolve, reject) => {
    server.process.once('exit', (code) => reject(new Error(`Xvfb has ended (${code})`)));
    server.process.stdout?.once('data', (number) => resolve(`:${String(number).trim()}`));
  });
  return { server, name, users: 0 };
}
