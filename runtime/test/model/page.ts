import {
  type Later,
  META,
  type PageMessage,
  type Plan,
  type Reply,
  type Start,
  type Wish,
} from '../../src/shared/protocol.ts';
import type { Browser } from './browser.ts';
import type { Mortal } from './turns.ts';
import type { Worker } from './worker.ts';

/** A message without what marks it as ours. */
type Question = PageMessage extends infer Message
  ? Message extends unknown
    ? Omit<Message, 'meta'>
    : never
  : never;

/** A page with our client in it: it says and does what `window/client/client.ts` does. */
export class Page implements Mortal {
  isDead = false;
  readonly id: string;
  /** What it is starting: what the worker has told it to, or undefined while it waits for an answer. */
  readonly starting: Map<string, Start | undefined> = new Map();
  readonly #browser: Browser;
  readonly #worker: () => Worker;

  /** @param worker - gives the one that runs, or starts it. */
  constructor(id: string, browser: Browser, worker: () => Worker) {
    this.id = id;
    this.#browser = browser;
    this.#worker = worker;
    browser.pages.add(this);
  }

  close(): void {
    this.isDead = true;
    this.#browser.pages.delete(this);
  }

  /**
   * Asks the worker.
   *
   * @returns its reply; undefined where it died before it gave one.
   */
  async ask<T>(question: Question): Promise<Reply<T> | undefined> {
    const worker = this.#worker();
    let reply: Reply<T> | undefined;
    await new Promise<void>((resolve) => {
      const postMessage = (message: Reply<T>): void => {
        if (worker.isDead) return;
        reply = message;
        resolve();
      };
      worker.dispatch('message', {
        data: structuredClone({ meta: META, ...question }),
        ports: [{ postMessage }],
        source: { id: this.id },
      });
      worker.ondeath.push(resolve);
    });
    return this.isDead ? new Promise<never>(() => undefined) : reply;
  }

  async wish(id: string, wish: Wish): Promise<void> {
    if (this.starting.has(id)) return;
    this.starting.set(id, undefined);
    const reply = await this.#wanting([id], () => this.ask<Plan>({ type: 'wish', id, wish }));
    if (reply?.ok && reply.value.kind === 'start') this.starting.set(id, reply.value);
    else this.starting.delete(id);
  }

  /** Asks for several at once. */
  async wishAll(all: readonly string[]): Promise<void> {
    const ids = all.filter((id) => !this.starting.has(id));
    for (const id of ids) this.starting.set(id, undefined);
    const wishes = ids.map((id) => ({ id, wish: {} }));
    const reply = await this.#wanting(ids, () => this.ask<Plan[] | undefined>({ type: 'wishAll', wishes }));
    for (const id of ids) this.starting.delete(id);
    if (reply?.ok) this.#hold(reply.value ?? []);
  }

  /**
   * Takes over what other pages have left.
   *
   * @param most - how many of them at a time.
   */
  async goOn(most?: number): Promise<void> {
    const reply = await this.ask<(Start | Later)[]>({ type: 'waiting', ...(most && { most }) });
    if (reply?.ok) this.#hold(reply.value);
  }

  #hold(plans: readonly (Plan | Later)[]): void {
    for (const plan of plans)
      if (plan.kind === 'start' && !this.starting.has(plan.id)) this.starting.set(plan.id, plan);
  }

  /** What it can begin now. */
  starts(): Start[] {
    return [...this.starting.values()].filter((start) => start !== undefined);
  }

  /** The browser takes its start, or one with the same id runs already. */
  async take(start: Start): Promise<void> {
    this.#browser.fetches.start(start);
    this.starting.set(start.id, undefined);
    let isWanted = false;
    for (const id of start.ids ?? [start.id]) {
      const reply = await this.ask({ type: 'started', id });
      isWanted ||= !reply || reply.ok || reply.error[0] !== 'removed';
    }
    this.starting.delete(start.id);
    if (!isWanted) this.halt(start.id);
  }

  /** @param code - of the error. */
  async refuse(start: Start, code?: string): Promise<void> {
    this.starting.set(start.id, undefined);
    for (const id of start.ids ?? [start.id])
      await this.ask({ type: 'refused', id, ...(code !== undefined && { code }) });
    this.starting.delete(start.id);
  }

  async abort(id: string): Promise<void> {
    const start = this.starting.get(id);
    if (start) {
      await this.refuse(start, 'aborted');
      this.halt(id);
    } else if (!this.starting.has(id) && !this.halt(id)) {
      const reply = await this.ask<{ state: string; batch?: object } | undefined>({ type: 'get', id });
      const { state, batch } = (reply?.ok && reply.value) || {};
      if (state === 'waiting' || (batch && state === 'downloading'))
        await this.ask({ type: 'refused', id, code: 'aborted' });
    }
  }

  async pause(ids?: string[]): Promise<void> {
    await this.ask({ type: 'pause', ids });
  }

  /** Has what is paused go on. */
  async resume(ids: readonly string[]): Promise<void> {
    const reply = await this.#wanting(ids, () => this.ask<Plan[] | undefined>({ type: 'resume', ids }));
    if (reply?.ok) this.#hold(reply.value ?? []);
  }

  /** Asks for downloads: until there is a reply, they may go on that are paused. */
  async #wanting<T>(ids: readonly string[], work: () => Promise<T>): Promise<T> {
    const { wanted } = this.#browser;
    for (const id of ids) wanted.push(id);
    const result = await work();
    for (const id of ids) wanted.splice(wanted.indexOf(id), 1);
    return result;
  }

  async remove(id: string): Promise<void> {
    await this.abort(id);
    await this.ask({ type: 'remove', id });
  }

  /** Has the browser abort what runs. */
  halt(id: string): boolean {
    return this.#browser.fetches.abort(id);
  }
}
