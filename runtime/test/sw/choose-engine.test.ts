import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { REFUSAL, WITH_ENGINE } from '../../src/shared/engine-choice.ts';
import type { WorkerConfig } from '../../src/shared/worker-config.ts';
import { ENGINE } from '../../src/spec/messages.ts';
import { chooseEngine } from '../../src/sw/choose-engine.ts';
import { withGlobals } from '../support/page-globals.ts';

interface Case {
  name: string;
  config: WorkerConfig;
  /** What `get()` gives: undefined where the browser has none of its own. */
  native?: { get: unknown };
  isNoted?: boolean;
  search?: string;
  /** Whether the engine is part of the worker. */
  isBundled?: boolean;
  /** What has happened: while the script is evaluated, when it is installed, when a page asks, and asks again. */
  expected: Record<'evaluated' | 'installed' | 'asked', string[]>;
}

const config: WorkerConfig = { routes: [], fallback: ['f.js'] };
const works = { get: undefined };

const NOTHING: string[] = [];
const LOADED = ['load f.js'];
/** In the middle of an installation, which waits for the engine's own part of it. */
const LATE = [...LOADED, 'begun'];

const CASES: Case[] = [
  {
    name: 'a browser that works',
    config,
    native: works,
    expected: { evaluated: NOTHING, installed: NOTHING, asked: ['answer false'] },
  },
  {
    name: 'a browser without',
    config,
    expected: { evaluated: LOADED, installed: LOADED, asked: LOADED },
  },
  {
    name: 'always ours',
    config: { routes: [], fallback: ['f.js', 1] },
    native: works,
    expected: { evaluated: LOADED, installed: LOADED, asked: LOADED },
  },
  {
    name: 'no fallback',
    config: { routes: [] },
    native: works,
    isNoted: true,
    expected: { evaluated: NOTHING, installed: NOTHING, asked: NOTHING },
  },
  {
    name: 'a browser whose get() gives null',
    config,
    native: { get: null },
    expected: { evaluated: NOTHING, installed: LATE, asked: [...LATE, 'answer true'] },
  },
  {
    name: 'a browser that is known to refuse',
    config,
    native: works,
    isNoted: true,
    expected: { evaluated: NOTHING, installed: LATE, asked: [...LATE, 'answer true'] },
  },
  {
    name: 'one that a page has installed anew',
    config,
    native: works,
    isNoted: true,
    search: `?v=1&${WITH_ENGINE}`,
    expected: {
      evaluated: NOTHING,
      installed: ['skip waiting', ...LATE],
      asked: ['skip waiting', ...LATE, 'answer true'],
    },
  },
  {
    name: 'a module, in a browser that works until a page asks',
    config: { routes: [] },
    native: works,
    isBundled: true,
    expected: { evaluated: NOTHING, installed: NOTHING, asked: ['install', 'answer true'] },
  },
  {
    name: 'a module, in a browser that is known to refuse',
    config: { routes: [] },
    native: works,
    isNoted: true,
    isBundled: true,
    expected: {
      evaluated: NOTHING,
      installed: ['install', 'begun'],
      asked: ['install', 'begun', 'answer true'],
    },
  },
  {
    name: 'a module, in a browser without',
    config: { routes: [] },
    isBundled: true,
    expected: { evaluated: ['install'], installed: ['install'], asked: ['install'] },
  },
];

class InstallEvent extends Event {
  readonly done: Promise<unknown>[] = [];

  waitUntil(promise: Promise<unknown>): void {
    this.done.push(promise);
  }
}

for (const { name, config: given, native, isNoted = false, search = '', isBundled, expected } of CASES) {
  test(name, async () => {
    const seen: string[] = [];
    let canImport = true;
    const self = Object.assign(new EventTarget(), {
      location: new URL(`https://app.example/sw.js${search}`),
      registration: { ...(native && { backgroundFetch: { get: async () => native.get } }) },
      skipWaiting: () => void seen.push('skip waiting'),
    });
    const install = (name: string): void => {
      seen.push(name);
      Object.assign(self, {
        __BGF_INSTALL: async () => {
          await null;
          seen.push('begun');
        },
      });
    };
    const imported = new Set<string>();
    const importScripts = (url: string): void => {
      if (!canImport && !imported.has(url)) throw new TypeError('It is too late to import scripts.');
      imported.add(url);
      install(`load ${url}`);
    };
    const globals = {
      self,
      importScripts,
      caches: { has: async (cache: string) => cache === REFUSAL && isNoted },
    };
    await withGlobals(globals, async () => {
      chooseEngine(given, isBundled ? () => install('install') : undefined);
      assert.equal(seen, expected.evaluated);

      const event = new InstallEvent('install');
      self.dispatchEvent(event);
      await Promise.all(event.done);
      canImport = false;
      assert.equal(seen, expected.installed);

      const port = { postMessage: (answer: unknown) => void seen.push(`answer ${answer}`) };
      const tell = (data: unknown): void => {
        self.dispatchEvent(Object.assign(new Event('message'), { data, ports: [port] }));
      };
      tell({ type: "the app's own" });
      tell(null);
      tell(WITH_ENGINE);
      assert.equal(seen, expected.asked);
      if (seen.includes('answer true')) {
        tell({ engine: ENGINE, type: 'ping' });
        assert.equal(
          [...seen].sort(),
          [...expected.asked].sort(),
          'it is loaded once, and only that is answered',
        );
      }
    });
  });
}

test.run();
