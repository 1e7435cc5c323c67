import type { DownloadSnapshot } from '../../shared/download-snapshot.ts';
import type { BackgroundFetchError } from '../../shared/errors.ts';
import { fetchIdOf, publicIdOf } from '../../shared/namespace.ts';
import type { Answers, Plan, Start } from '../../shared/protocol.ts';
import type { Connection } from '../engine/connection.ts';
import { answered } from '../within.ts';
import type { Question } from '../worker/worker-link.ts';
import type { Download } from './download.ts';

const nothing = (): void => undefined;

/** A start that has not ended. */
type Starting = Promise<Download> & { stop: AbortController };

/** What starts need. */
export interface StartsHost {
  connection: Connection;
  ask<Q extends Question>(question: Q): Promise<Answers[Q['type']]>;
  /** Takes over a snapshot: the download that it is of. */
  receive(snapshot: DownloadSnapshot): Download;
}

/** What this page is starting: one start for each download, whoever asks for it. */
export class Starts {
  readonly #host: StartsHost;
  #starting = new Map<string, Starting>();

  constructor(host: StartsHost) {
    this.#host = host;
  }

  has(id: string): boolean {
    return this.#starting.has(id);
  }

  /** Resolves when none of those that are under way now is any more. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#starting.values());
  }

  /** Lets what is being started go on for another namespace, in which the ids are those of other downloads. */
  leave(): void {
    this.#starting = new Map();
  }

  /** Gives up a start that is under way. Gives false where there is none. */
  stop(id: string, reason: unknown): boolean {
    const starting = this.#starting.get(id);
    starting?.stop.abort(reason);
    return starting !== undefined;
  }

  /** Joins the start of this id that is under way, or begins one. */
  begin(id: string, work: (stop: AbortSignal) => Promise<Plan>): Promise<Download> {
    return this.#begin(id, async (stop) => this.#carryOut(await work(stop), stop));
  }

  /** Begins all that a plan is for. */
  beginAll(plan: Plan): [id: string, download: Promise<Download>][] {
    const isStart = plan.kind === 'start';
    const ids = isStart ? (plan.ids ?? [plan.id]) : [fetchIdOf(plan.download)];
    const taken = isStart && plan.ids ? this.#host.connection.start(plan) : undefined;
    taken?.catch(nothing);
    const begun = ids.map((id): [string, Promise<Download>] => {
      const known = publicIdOf(id);
      const download = this.#begin(known, (stop) => this.#carryOut({ ...plan, id } as Plan, stop, taken));
      download.catch(nothing);
      return [known, download];
    });
    // Where nobody wants any of it any more, the browser need not bring it.
    taken
      ?.then(() => Promise.any(begun.map(([, download]) => download)))
      .catch(() => this.halt((plan as Start).id).catch(nothing));
    return begun;
  }

  /** Has the browser abort its background fetch. */
  async halt(id: string): Promise<boolean> {
    const native = await answered('backgroundFetch.get()', (await this.#host.connection.manager()).get(id));
    return native ? answered('backgroundFetch.abort()', native.abort()) : false;
  }

  #begin(id: string, work: (stop: AbortSignal) => Promise<Download>): Promise<Download> {
    const starting = this.#starting;
    const known = starting.get(id);
    if (known) return known;
    const stop = new AbortController();
    const { signal } = stop;
    const download = new Promise<Download>((resolve, reject) => {
      // The browser may take its time with an answer; nobody waits for it then.
      signal.onabort = () => reject(signal.reason);
      work(signal)
        .finally(() => starting.delete(id))
        .then(resolve, reject);
    });
    starting.set(id, Object.assign(download, { stop }));
    return download;
  }

  /** @param taken - settles with the start, where that is one for several downloads. */
  async #carryOut(plan: Plan, stop: AbortSignal, taken?: Promise<void>): Promise<Download> {
    const id = plan.kind === 'start' ? plan.id : fetchIdOf(plan.download);
    try {
      const download = this.#host.receive(
        plan.kind === 'start' ? await this.#start(plan, stop, taken) : plan.download,
      );
      stop.throwIfAborted();
      return download;
    } catch (error) {
      // Nobody wants it any more.
      const isUnwanted = stop.aborted || (error as BackgroundFetchError).code === 'removed';
      if (isUnwanted && !(await this.halt(id)) && taken)
        await this.#host.ask({ type: 'refused', id, code: 'aborted' });
      throw error;
    }
  }

  async #start(plan: Start, stop: AbortSignal, taken?: Promise<void>): Promise<DownloadSnapshot> {
    const { connection, ask } = this.#host;
    const { id } = plan;
    try {
      stop.throwIfAborted();
      await (taken ?? connection.start(plan));
    } catch (error) {
      // A start without an answer may still be taken.
      const code = stop.aborted ? 'aborted' : (error as BackgroundFetchError | null)?.code;
      const other = code !== 'timed-out' && (await ask({ type: 'refused', id, code }).catch(nothing));
      if (!other) throw error;
      // Another tab's start may have ended before the browser was asked why it refuses this one.
      return other;
    }
    return ask({ type: 'started', id });
  }
}
