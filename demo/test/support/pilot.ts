import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callExpression, readOutcome } from './page-script.ts';
import type { TestPage } from './test-browser.ts';
import { within } from './until.ts';
import { waitForFunction } from './wait-for-function.ts';

/** Steers one page from within, where a browser cannot be steered from outside. */
export interface Pilot {
  /** HTML that the server of the app puts into each of its pages. */
  readonly script: string;
  /** An empty page that is steered, too. */
  readonly url: string;
  readonly page: TestPage;
  /** Resolves when the next page has come. */
  arrival(): Promise<void>;
  close(): Promise<void>;
}

type Command = { navigate: string } | { reload: true } | { id: number; expression: string };
type Note = { page: string; href: string; id?: number; text?: string };

/** Runs in the page: asks for a command, obeys, asks again. */
const LOOP = async (url: string): Promise<void> => {
  const page = String(Math.random());
  const tell = (path: string, note?: object): Promise<Response> =>
    fetch(url + path, { method: 'POST', body: JSON.stringify({ page, href: location.href, ...note }) });
  // The process that has the network may have been killed meanwhile.
  const report = (note: object): void =>
    void tell('result', note).catch(() => setTimeout(() => report(note), 500));
  for (;;) {
    const command: Command | undefined = await tell('next').then(
      (response) => response.json(),
      () => new Promise((resolve) => setTimeout(resolve, 500)),
    );
    if (!command) continue;
    if ('navigate' in command) return void location.assign(command.navigate);
    if ('reload' in command) return location.reload();
    const { id, expression } = command;
    // biome-ignore lint/security/noGlobalEval: it is what tests ask for.
    const result: Promise<string> = globalThis.eval(expression);
    result.then((text) => report({ id, text }));
  }
};

/** Milliseconds until a page has to be there. */
const LONGEST = 60_000;
/** Milliseconds in which it has to have answered, as with the other browsers. */
const LONGEST_CALL = 180_000;
/** Milliseconds that a page waits for a command before it asks again. */
const POLL = 10_000;

/** Starts a pilot; any page with its script becomes the one that it steers. */
export async function startPilot(): Promise<Pilot> {
  const commands: Command[] = [];
  const calls = new Map<number, { resolve(text: string): void; reject(error: Error): void }>();
  let current = { page: '', href: '' };
  let deliver: (() => void) | undefined;
  let arrived: (() => void) | undefined;
  let count = 0;

  function next(note: Note, response: ServerResponse): void {
    if (note.page !== current.page) {
      current = note;
      commands.length = 0;
      for (const { reject } of calls.values()) reject(new Error('The page was left before it had a result.'));
      calls.clear();
      arrived?.();
    }
    current = note;
    const answer = (): void => {
      clearTimeout(timer);
      deliver = undefined;
      if (!response.destroyed) response.end(JSON.stringify(commands.shift() ?? null));
    };
    const timer = setTimeout(answer, POLL);
    response.once('close', () => clearTimeout(timer));
    deliver = answer;
    if (commands.length > 0) answer();
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.setHeader('Access-Control-Allow-Origin', '*').setHeader('Cache-Control', 'no-store');
    if (request.method === 'GET')
      return void response.setHeader('Content-Type', 'text/html').end(`<!doctype html>${script}`);
    const note = JSON.parse(Buffer.concat(chunks).toString()) as Note;
    if (request.url === '/next') return next(note, response);
    response.end();
    const { id = 0, text = '' } = note;
    calls.get(id)?.resolve(text);
    calls.delete(id);
  }

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const script = `<script>((__name) => (${LOOP})('${url}'))((fn) => fn)</script>`;

  const send = (command: Command): void => {
    commands.push(command);
    deliver?.();
  };
  const arrival = (): Promise<void> =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('The page does not come.')), LONGEST);
      arrived = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const leave = async (command: Command): Promise<void> => {
    const arrived = arrival();
    send(command);
    await arrived;
  };
  const page: TestPage = {
    // There the page would be out of reach.
    goto: (address) => leave({ navigate: address === 'about:blank' ? url : address }),
    reload: () => leave({ reload: true }),
    async evaluate<Args extends unknown[], Result>(
      fn: (...args: Args) => Result,
      ...args: Args
    ): Promise<Awaited<Result>> {
      const id = ++count;
      const text = new Promise<string>((resolve, reject) => {
        calls.set(id, { resolve, reject });
        send({ id, expression: callExpression(fn, args) });
      });
      return readOutcome(await within(LONGEST_CALL, String(fn), text)) as Awaited<Result>;
    },
    waitForFunction: (fn, ...args) => waitForFunction(page, fn, args),
    url: async () => current.href,
    screenshot: () => Promise.reject(new Error('A page cannot see itself.')),
    close: () => leave({ navigate: url }),
  };
  return {
    script,
    url,
    page,
    arrival,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
