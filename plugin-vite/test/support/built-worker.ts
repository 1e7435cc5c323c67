import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createContext, runInContext } from 'node:vm';

/** What a service worker on disk does when it is first evaluated. */
export interface BuiltWorker {
  code: string;
  /** The scripts it imports, as it names them. */
  imports: string[];
  /** The URLs of each precache manifest. */
  manifests: string[][];
  /** The types of the events that it listens to. */
  listeners: string[];
  /** The build's files that it knows, by their URL. */
  files: Record<string, KnownFile>;
}

/** As in the worker's config. */
export type KnownFile = [size: number, hash: string, immutable: boolean];

type Entry = string | { url: string };

/** Evaluates a worker as far as it goes without a browser. A script that it imports and that is not there throws. */
export function runWorker(file: string): BuiltWorker {
  const imports: string[] = [];
  const listeners: string[] = [];
  const manifests: string[][] = [];
  let code = readFileSync(file, 'utf8');

  const note = (entries: readonly Entry[]): void => {
    manifests.push(Array.from(entries, (entry) => (typeof entry === 'string' ? entry : entry.url)));
  };
  const workbox = new Proxy(
    {},
    { get: (_, name) => (name === 'precacheAndRoute' ? note : function anyOther() {}) },
  );
  const scope: Record<string, unknown> = {
    URL,
    Response,
    Request,
    // The fallback engine's classes extend them.
    EventTarget,
    ExtendableEvent: Event,
    location: new URL('https://radio.example/sw.js'),
    registration: { scope: 'https://radio.example/', backgroundFetch: {} },
    // A browser that has Background Fetch loads no fallback.
    addEventListener: (type: string) => listeners.push(type),
    skipWaiting: () => undefined,
    define: (_names: string[], factory: (...modules: unknown[]) => void) => factory(workbox),
    importScripts: (...names: string[]) => {
      for (const name of names) {
        const script = readFileSync(resolve(dirname(file), name), 'utf8');
        imports.push(name);
        code += script;
        runInContext(script, context);
      }
    },
    console,
  };
  scope.self = scope;
  const context = createContext(scope);
  runInContext(code, context);
  if (Array.isArray(scope.manifest)) note(scope.manifest as Entry[]);
  return { code, imports, manifests, listeners, files: knownFiles(code) };
}

/** Reads the build's files from the code, since a compiled worker shows its config to nobody. */
export function knownFiles(code: string): BuiltWorker['files'] {
  const entry = /["'`]([^"'`{},\s]{1,200})["'`]:\s*\[\s*([\de]+),\s*["'`]([\w-]{43})["'`](,\s*1)?\s*\]/g;
  return Object.fromEntries(
    [...code.matchAll(entry)].map(([, url = '', size, hash = '', immutable]): [string, KnownFile] => [
      url,
      [Number(size), hash, immutable !== undefined],
    ]),
  );
}
