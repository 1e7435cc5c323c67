import { scope } from './worker-scope.ts';

/**
 * Has the worker find pages by their ids.
 *
 * @param lives - whether a page is there.
 * @returns what puts back what was there before.
 */
export function livingPages(lives: (id: string) => boolean): () => void {
  const { clients } = scope;
  const found = Object.assign({}, clients, { get: async (id: string) => (lives(id) ? {} : undefined) });
  const put = (given: typeof clients): void => {
    scope.clients = given;
    Object.assign(globalThis, { clients: given });
  };
  put(found);
  return () => put(clients);
}
