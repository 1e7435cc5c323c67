import { callExpression, readOutcome } from './page-script.ts';
import type { TestPage } from './test-browser.ts';

/** What the server puts before the service worker's script, so that tests can run functions in it in every browser. */
export const WORKER_HOOK = `addEventListener('message', (event) => {
  if (event.data?.type !== 'test-evaluate') return;
  event.stopImmediatePropagation();
  const text = (0, eval)(event.data.expression);
  event.waitUntil(text.then((outcome) => event.ports[0].postMessage(outcome)));
});\n`;

/** Runs a function in the service worker that controls a page, as `TestPage.evaluate` does in the page. */
export async function evaluateInWorker<Args extends unknown[], Result>(
  page: TestPage,
  fn: (...args: Args) => Result,
  ...args: Args
): Promise<Awaited<Result>> {
  const outcome = await page.evaluate(
    async (expression) => {
      const { active } = await navigator.serviceWorker.ready;
      const { port1, port2 } = new MessageChannel();
      return new Promise<string>((resolve) => {
        port1.onmessage = ({ data }) => resolve(data);
        active?.postMessage({ type: 'test-evaluate', expression }, [port2]);
      });
    },
    callExpression(fn, args),
  );
  return readOutcome(outcome) as Awaited<Result>;
}
