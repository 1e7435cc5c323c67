import type { Plugin, PluginOption, ResolvedConfig } from 'vite';

/** Plugins that make service workers, and would make one of the service worker. */
const WORKER_MAKERS = /^vite-plugin-(?:pwa|background-fetch)(?::|$)/;

/**
 * The app's own plugins as far as they turn imports into code, for the build of its worker. They are already configured by
 * the app's build, so that only these hooks take part: what a plugin does once per build, it has done.
 *
 * @param own - the plugins as the app's config gives them.
 */
export async function importingPlugins(
  { plugins }: Pick<ResolvedConfig, 'plugins'>,
  own: readonly unknown[],
): Promise<Plugin[]> {
  const isOwn = new Set(await flatten(own as PluginOption[]));
  return plugins
    .filter((plugin) => isOwn.has(plugin) && !WORKER_MAKERS.test(plugin.name))
    .map(onlyImports)
    .filter((plugin) => plugin !== undefined);
}

function onlyImports(plugin: Plugin): Plugin | undefined {
  const { name, enforce, applyToEnvironment, resolveId, load, transform, api } = plugin;
  if (!resolveId && !load && !transform) return undefined;
  return {
    name,
    api: api as unknown,
    ...(enforce ? { enforce } : {}),
    ...(applyToEnvironment ? { applyToEnvironment } : {}),
    ...(resolveId ? { resolveId } : {}),
    ...(load ? { load } : {}),
    ...(transform ? { transform } : {}),
  };
}

async function flatten(options: readonly PluginOption[]): Promise<Plugin[]> {
  const flat = await Promise.all(
    options.map(async (option): Promise<Plugin[]> => {
      const found = await option;
      if (Array.isArray(found)) return flatten(found);
      return found ? [found] : [];
    }),
  );
  return flat.flat();
}
