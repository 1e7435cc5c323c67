import type { BackgroundFetchFailureReason } from '../../src/shared/background-fetch.ts';
import type { PlannedRequest, Start } from '../../src/shared/protocol.ts';
import { responseOf } from './app.ts';
import type { Random } from './random.ts';
import type { ModelResponse } from './responses.ts';
import type { Mortal, Turns } from './turns.ts';

/** A background fetch that has ended. */
export interface Ended {
  id: string;
  type: 'backgroundfetchsuccess' | 'backgroundfetchfail' | 'backgroundfetchabort';
  failureReason: BackgroundFetchFailureReason;
  /** What has come for each URL; undefined where nothing has. */
  records: [url: string, response: ModelResponse | undefined][];
}

/** An end in words. */
export function describe({ type, records }: Ended): string {
  return `${type.slice('backgroundfetch'.length)} with ${records.map(([url, response]) => `${url.split('/').at(-1)}: ${response ? `${response.status}, ${response.body.size}` : 'nothing'}`)}`;
}

/** The background fetches of one origin. One that runs is known by its id; one that has ended is not, and waits for its event. */
export class Fetches {
  readonly running: Map<string, Start> = new Map();
  readonly ended: Ended[] = [];
  readonly #turns: Turns;
  readonly #random: Random;

  constructor(turns: Turns, random: Random) {
    this.#turns = turns;
    this.#random = random;
  }

  /** @returns false where this id runs already: browsers refuse that. */
  start(start: Start): boolean {
    if (this.running.has(start.id)) return false;
    this.running.set(start.id, start);
    return true;
  }

  /** Ends one that runs. */
  end(ended: Ended): void {
    this.running.delete(ended.id);
    this.ended.push(ended);
  }

  /** @returns false where it does not run. */
  abort(id: string): boolean {
    const running = this.running.get(id);
    if (!running) return false;
    // Browsers give what was complete.
    const records = running.requests.map(({ url }): Ended['records'][number] => [
      url,
      this.#random.chance(0.4) ? responseOf('right') : undefined,
    ]);
    this.end({ id, type: 'backgroundfetchabort', failureReason: 'aborted', records });
    return true;
  }

  /** What a worker finds as `registration.backgroundFetch`. */
  manager(owner: Mortal): object {
    const registrationOf = ({ id, options }: Start): object => ({
      id,
      result: '',
      failureReason: '',
      downloadTotal: options.downloadTotal ?? 0,
      abort: () => this.#turns.later(owner, () => this.abort(id)),
    });
    return {
      get: (id: string) =>
        this.#turns.later(owner, () => {
          const running = this.running.get(id);
          return running && registrationOf(running);
        }),
      getIds: () => this.#turns.later(owner, () => [...this.running.keys()]),
    };
  }

  /** What a worker is told of one that has ended. */
  event(owner: Mortal, { id, type, failureReason, records }: Ended, isTrusted: boolean): object {
    const matchAll = () =>
      this.#turns.later(owner, () =>
        records.map(([url, response]) => {
          const request: Pick<PlannedRequest, 'url'> & { headers: Headers } = { url, headers: new Headers() };
          const responseReady = response
            ? Promise.resolve(response)
            : Promise.reject(new TypeError('failed'));
          responseReady.catch(() => undefined);
          return { request, responseReady };
        }),
      );
    const match = async ({ url }: PlannedRequest) =>
      (await matchAll()).find(({ request }) => request.url === url);
    const downloaded = records.reduce((sum, [, response]) => sum + (response?.body.size ?? 0), 0);
    const result = type === 'backgroundfetchsuccess' ? 'success' : 'failure';
    return {
      isTrusted,
      registration: { id, result, failureReason, downloaded, downloadTotal: 0, match, matchAll },
      updateUI: () => this.#turns.later(owner, () => undefined),
    };
  }
}
