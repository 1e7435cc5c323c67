import type { WorkerMessage } from '../../src/shared/protocol.ts';
import { Caches } from './caches.ts';
import { Database } from './database.ts';
import { Fetches } from './fetches.ts';
import type { Page } from './page.ts';
import type { Random } from './random.ts';
import { ModelResponse } from './responses.ts';
import { type Mortal, Turns } from './turns.ts';

/** What a worker lives in, and what outlives it. */
export class Browser {
  readonly turns: Turns;
  readonly database: Database;
  readonly caches: Caches;
  readonly fetches: Fetches;
  readonly pages: Set<Page> = new Set();
  /** The downloads that pages are asking for, and have no answer. */
  readonly wanted: string[] = [];
  /** What the worker has told pages, whether or not there was one. */
  onnews: (message: WorkerMessage) => void = () => undefined;
  /** Answers what the worker itself asks of the network. */
  network: (url: string) => ModelResponse = () => new ModelResponse({ size: 0 }, { status: 404 });
  /** What the worker has reported as an uncaught error. */
  report: (error: unknown) => void = (error) => {
    throw error;
  };

  constructor(random: Random) {
    this.turns = new Turns(random);
    this.database = new Database(this.turns);
    this.caches = new Caches(this.turns);
    this.fetches = new Fetches(this.turns, random);
  }

  /** What a worker finds as `clients`. */
  clients(owner: Mortal): object {
    const { turns, pages } = this;
    return {
      get: (id: string) =>
        turns.later(owner, () => [...pages].find((page) => page.id === id && !page.isDead)),
      matchAll: () =>
        turns.later(owner, () => [{ postMessage: (message: WorkerMessage) => this.onnews(message) }]),
    };
  }
}
