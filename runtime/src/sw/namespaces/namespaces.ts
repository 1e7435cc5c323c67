import { NAMESPACED, prefixIn, prefixOf, publicIdOf } from '../../shared/namespace.ts';
import type { PageMessage } from '../../shared/protocol.ts';
import { installNamespaces } from '../ledger/namespaces.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { Route, RouteParts } from '../routes/routes.ts';
import { cacheNameIn, prefixOfCache } from '../serve/route-storage.ts';
import { clear } from './clear.ts';
import { currentNamespace, currentPrefix, enter } from './current.ts';
import { getIn } from './get-in.ts';

/** What a page says of a start, which may have been that of another namespace. */
const OF_STARTS = /^(?:started|refused)$/;

/**
 * Keeps the downloads of each namespace apart. There is one ledger, in which their ids begin with what names the namespace, as those of
 * their background fetches do; and each has caches of its own. Pages know ids without that, and see those of the current namespace alone.
 */
export function createNamespaces(toStorage: RouteParts['toStorage']): (route: Route) => Route {
  const compiled: ((prefix: string) => Route)[] = [];
  installNamespaces({
    identify(id) {
      const prefix = prefixIn(id);
      return prefix ? { id: publicIdOf(id), namespace: decodeURIComponent(prefix.slice(2, -1)) } : { id };
    },
    owns: async (id) => prefixIn(id) === (await currentPrefix()),
    getOwn: async () => getIn(await currentPrefix()),
    getRoutes: async () => {
      const prefixes = new Set((await caches.keys()).map(prefixOfCache));
      return [...prefixes.add('')].flatMap((prefix) => compiled.map((routeIn) => routeIn(prefix)));
    },
    async admit(message, answer) {
      if (message.type === 'use') {
        if (message.namespace !== undefined) await enter(message.namespace);
        return currentNamespace();
      }
      if (message.type === 'clear') {
        const prefix = prefixOf(message.namespace ?? (await currentNamespace()));
        await clear(
          prefix,
          compiled.map((routeIn) => routeIn(prefix).storage.cacheName),
        );
        return true;
      }
      try {
        return await answer(within(await currentPrefix(), message));
      } catch (thrown) {
        const [, details] = (thrown as Partial<Refusal> | undefined)?.error ?? [];
        if (details && 'id' in details) details.id = publicIdOf(details.id);
        throw thrown;
      }
    },
  });
  return (route) => {
    const namespaced = new Map<string, Route>();
    const routeIn = (prefix: string): Route => {
      if (!prefix) return common;
      const found = namespaced.get(prefix) ?? {
        ...route,
        prefix,
        storage: toStorage(cacheNameIn(route.storage.cacheName, prefix), route.storage),
      };
      namespaced.set(prefix, found);
      return found;
    };
    compiled.push(routeIn);
    const { storage } = route;
    // The same for those who look for what belongs to the common namespace.
    const common: Route = {
      ...route,
      storage: {
        cacheName: storage.cacheName,
        store: (options) => storage.store(options),
        effectiveKey: (event, url, key) => storage.effectiveKey(event, url, key),
        answer: async (event, url) => {
          const prefix = await currentPrefix().catch(() => undefined);
          if (prefix === undefined) return undefined;
          return (prefix ? routeIn(prefix).storage : storage).answer(event, url);
        },
      },
      resolve(id) {
        const prefix = prefixIn(id);
        const found = route.resolve.call(routeIn(prefix), publicIdOf(id));
        return found && { ...found, id };
      },
    };
    return common;
  };
}

/** A message with ids as the worker has them. */
function within(prefix: string, message: PageMessage): PageMessage {
  const toInner = (id: string): string => {
    const isInner = id.startsWith(NAMESPACED);
    if (isInner && !OF_STARTS.test(message.type)) throw refusal('unknown-id', { id, routes: [] });
    return isInner ? id : prefix + id;
  };
  if ('wishes' in message)
    return { ...message, wishes: message.wishes.map((wish) => ({ ...wish, id: toInner(wish.id) })) };
  if ('ids' in message) return { ...message, ids: message.ids?.map(toInner) };
  if (message.type === 'move' && typeof message.to === 'object')
    return { ...message, id: toInner(message.id), to: { before: toInner(message.to.before) } };
  return 'id' in message ? { ...message, id: toInner(message.id) } : message;
}
