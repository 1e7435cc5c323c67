import type { TestPage } from './test-browser.ts';
import { evaluateInWorker } from './worker-hook.ts';

declare global {
  // The script below puts them into pages and workers.
  var loseConnections: () => number;
  var hasConnections: () => boolean;
}

/**
 * What goes before a page's or a worker's own script, so that its connections to databases can be closed behind its back: a
 * transaction over one of them is then an InvalidStateError of the browser's own, and there is no `close` event, as it is on
 * iOS for an app that comes out of the background.
 */
export const LOSABLE = `(() => {
  const opened = new Set();
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = function (...args) {
    const request = open.apply(this, args);
    request.addEventListener('success', () => opened.add(request.result));
    return request;
  };
  self.hasConnections = () => opened.size > 0;
  self.loseConnections = () => {
    const { size } = opened;
    for (const database of opened) database.close();
    opened.clear();
    return size;
  };
})();\n`;

/** Loses all connections of a page and of its worker; gives how many these were. */
export async function loseAll(page: TestPage): Promise<{ page: number; worker: number }> {
  return {
    page: await page.evaluate(() => loseConnections()),
    worker: await evaluateInWorker(page, async () => loseConnections()),
  };
}
