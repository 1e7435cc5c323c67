import type { FaultApp } from './app.ts';

/** What a call in the page has come to: what it gave, or the name of its error and of that's class. */
export type Outcome = { value: unknown } | { name: string; type: string };

interface Manager {
  fetch(id: string, requests: string[], options?: object): Promise<{ id: string }>;
  get(id: string): Promise<{ id: string } | undefined>;
  getIds(): Promise<string[]>;
}

/** Arguments of `fetch()`; none for `get()` of the id alone. */
export interface Call {
  readonly method: 'fetch' | 'get';
  readonly id: string;
  readonly urls?: string[];
  readonly options?: { downloadTotal: number };
}

/** Calls a method of the page's manager. */
export function call({ page }: FaultApp, { method, id, urls, options }: Call): Promise<Outcome> {
  return page.evaluate(
    async (name, key, requests, init) => {
      const { backgroundFetch } = (await navigator.serviceWorker.ready) as unknown as {
        backgroundFetch: Manager;
      };
      const called =
        name === 'get' ? backgroundFetch.get(key) : backgroundFetch.fetch(key, requests ?? [], init ?? {});
      return called.then(
        (registration): Outcome => ({ value: registration?.id ?? null }),
        (error: Error): Outcome => ({ name: error.name, type: error.constructor.name }),
      );
    },
    method,
    id,
    urls ?? null,
    options ?? null,
  );
}

/**
 * Unregisters the app's worker and registers it anew.
 *
 * @returns which ids the page sees before there is an active worker, and what `fetch()` does then.
 */
export async function registerAnew({ page }: FaultApp): Promise<{ ids: string[]; early: string }> {
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).unregister();
  });
  // As long as a page has it, some browsers take the registration back instead of making another.
  await page.reload();
  const seen = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.register('/sw.js');
    const { backgroundFetch } = registration as unknown as { backgroundFetch: Manager };
    const wasActive = registration.active !== null;
    const early = wasActive
      ? 'TypeError'
      : await backgroundFetch.fetch('early', ['/early.bin']).then(
          () => 'started',
          ({ name }: Error) => name,
        );
    const ids = await backgroundFetch.getIds();
    while (registration.active?.state !== 'activated')
      await new Promise((resolve) => setTimeout(resolve, 20));
    return { ids, early };
  });
  return seen;
}
