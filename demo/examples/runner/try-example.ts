import { join } from 'node:path';
import { run } from './command.ts';
import { drive, type Findings } from './drive.ts';
import type { Example } from './example.ts';
import type { Installed } from './install.ts';
import { writeMedia } from './media.ts';
import { type Serving, serveCommand, serveFolder } from './serve.ts';

/** A line of the table. */
export interface Row {
  example: string;
  base: string;
  /** What was started: what a build has made, or the dev server. */
  kind: 'build' | 'dev';
  findings?: Findings;
  /** Undefined where all is well. */
  error?: string;
}

/** The example below its last base alone, and without its dev server. */
export function shortened(example: Example): Example {
  return { ...example, bases: example.bases.slice(-1), dev: false };
}

/** Builds, serves and drives an example, and its dev server, below each base. */
export async function tryExample(example: Example, app: Installed): Promise<Row[]> {
  await writeMedia(join(app.folder, example.media ?? 'public'));
  const rows: Row[] = [];
  for (const base of example.bases) {
    const { page = '', precached = [] } = example;
    const visit = { base, page, precached };
    const attempt = async (kind: Row['kind'], work: () => Promise<Findings>): Promise<void> => {
      const row: Row = { example: example.name, base, kind };
      try {
        rows.push({ ...row, findings: await work() });
      } catch (error) {
        rows.push({ ...row, error: error instanceof Error ? error.message : String(error) });
      }
      const { error } = rows.at(-1) ?? row;
      console.log(`${example.name} ${base} ${kind}: ${error ?? 'good'}`);
    };
    await attempt('build', async () => {
      await run(example.build, {
        cwd: app.folder,
        env: { ...app.env, BASE: base },
        log: app.log,
      });
      const server = await serve(example, app, base);
      return using(server, () =>
        drive({ ...visit, server, offlinePage: example.offlinePage ?? true, isBuilt: true }),
      );
    });
    const { dev } = example;
    if (dev === false) continue;
    await attempt('dev', async () => {
      const server = await serveCommand(dev, app, base);
      return using(server, () => drive({ ...visit, server, offlinePage: false, isBuilt: false }));
    });
  }
  return rows;
}

function serve({ serve }: Example, app: Installed, base: string): Promise<Serving> {
  return 'folder' in serve
    ? serveFolder(join(app.folder, serve.folder))
    : serveCommand(serve.command, app, base);
}

async function using<Result>(server: Serving, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } finally {
    await server.stop();
  }
}
