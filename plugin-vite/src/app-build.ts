import type { Plugin } from 'vite';
import type { State } from './state.ts';

type Work = () => Promise<void>;

/** What is left to do when all environments of an app are built, by the root of each app of which they are being built. */
const running = new Map<string, Work | undefined>();

/**
 * Puts something off until all environments of the app are built, since some frameworks write pages then. In builder mode each
 * environment may have an instance of the plugin of its own.
 *
 * @returns false where it has to be done at once: only one environment is built, or the others have been.
 */
export function afterAllEnvironments(root: string, work: Work): boolean {
  if (!running.has(root)) return false;
  running.set(root, work);
  return true;
}

const END = 'vite-plugin-background-fetch:app-end';

/** Tells when all environments are being built, and does what has been put off. */
export function appBuild(state: State): Plugin[] {
  const root = (): string => state.config?.root ?? '';
  return [
    {
      name: 'vite-plugin-background-fetch:app-begin',
      apply: 'build',
      buildApp: {
        order: 'pre',
        handler: async ({ config }) => {
          running.set(root(), undefined);
          makeLast(config.getSortedPlugins('buildApp'));
        },
      },
    },
    {
      name: END,
      apply: 'build',
      enforce: 'post',
      buildApp: {
        order: 'post',
        handler: async () => {
          const work = running.get(root());
          running.delete(root());
          await work?.();
        },
      },
    },
  ];
}

/**
 * Frameworks write pages as late as a plugin can, TanStack Start in a hook like ours: wherever we stand among the app's plugins, the
 * worker has to come after them. Vite is at the first of these hooks, and goes on in this very list.
 */
function makeLast(sorted: Plugin[]): void {
  const ours = sorted.findIndex(({ name }) => name === END);
  if (ours >= 0) sorted.push(...sorted.splice(ours, 1));
}
