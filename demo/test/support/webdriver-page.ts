import { setTimeout as sleep } from 'node:timers/promises';
import { callExpression, readOutcome } from './page-script.ts';
import type { TestPage } from './test-browser.ts';
import { waitForFunction } from './wait-for-function.ts';
import type { WebDriverSession } from './webdriver.ts';

/** Milliseconds between two looks at a result. */
const INTERVAL = 15;
/** Milliseconds in which a page has to have answered, as with the other browsers. */
const LONGEST = 180_000;

const START = `
  const [id, expression] = arguments;
  const results = (globalThis.testResults ??= {});
  results[id] = null;
  (0, eval)(expression).then((text) => { results[id] = text; });`;
const LOOK = `
  const [id] = arguments;
  const results = globalThis.testResults ?? {};
  const text = results[id];
  if (typeof text === 'string') delete results[id];
  return text === undefined ? { gone: true } : { text };`;

/**
 * Opens a page in a session of WebDriver. A session does one command at a time, for one window: so a function is started
 * with one command and looked after with others, and pages can wait side by side.
 */
export async function createWebdriverPage(session: WebDriverSession): Promise<TestPage> {
  const { handle } = await session.send<{ handle: string }>('POST', '/window/new', { type: 'window' });
  let count = 0;

  const send = <Value>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Value> =>
    session.together(async (now) => {
      await now('POST', '/window', { handle });
      return now<Value>(method, path, body);
    });
  const run = <Value>(script: string, ...args: unknown[]): Promise<Value> =>
    send('POST', '/execute/sync', { script, args });

  const page: TestPage = {
    goto: (url) => send('POST', '/url', { url }),
    reload: () => send('POST', '/refresh'),
    async evaluate<Args extends unknown[], Result>(
      fn: (...args: Args) => Result,
      ...args: Args
    ): Promise<Awaited<Result>> {
      const id = ++count;
      await run(START, id, callExpression(fn, args));
      const end = performance.now() + LONGEST;
      while (performance.now() < end) {
        const { gone, text } = await run<{ gone?: true; text?: string | null }>(LOOK, id);
        if (gone) throw new Error('The page was left before it had a result.');
        if (typeof text === 'string') return readOutcome(text) as Awaited<Result>;
        await sleep(INTERVAL);
      }
      throw new Error(`No answer after ${LONGEST} ms: ${fn}`);
    },
    waitForFunction: (fn, ...args) => waitForFunction(page, fn, args),
    url: () => send('GET', '/url'),
    screenshot: async () => Buffer.from(await send<string>('GET', '/screenshot'), 'base64'),
    close: () =>
      session.together(async (now) => {
        await now('POST', '/window', { handle });
        const [other] = await now<string[]>('DELETE', '/window');
        // Without a current window there is no opening another.
        if (other) await now('POST', '/window', { handle: other });
      }),
  };
  return page;
}
