import { BackgroundFetchError } from '../../shared/errors.ts';
import type { Answers } from '../../shared/protocol.ts';
import type { Question } from '../worker/worker-link.ts';
import { checkNamespace } from './check-namespace.ts';

/** What the namespace of a page needs. */
export interface CurrentNamespaceHost {
  /** Asks the worker at once, whatever namespace is the current one. */
  send<Q extends Question>(question: Q): Promise<Answers[Q['type']]>;
  /** Told which namespace is the current one of the worker. */
  entered(namespace: string): void;
}

/** Has a namespace be the current one of the worker before anything is asked of it. */
export class CurrentNamespace {
  readonly #given: string | undefined;
  readonly #host: CurrentNamespaceHost;
  #using: Promise<void> | undefined;

  /** @param given - is used before the first question, unless another one is. */
  constructor(given: string | undefined, host: CurrentNamespaceHost) {
    this.#given = given;
    this.#host = host;
  }

  /**
   * Who asks next waits for it, and goes on in the namespace that is the current one where it fails.
   *
   * @throws BackgroundFetchError `invalid-namespace`, `no-namespaces`
   */
  choose(namespace: string): Promise<void> {
    const using = this.#choose(namespace);
    this.#using = using;
    using.catch(() => {
      if (this.#using === using) this.#using = undefined;
    });
    return using;
  }

  /** Resolves when what was to be the current one is. */
  async ready(): Promise<void> {
    if (this.#given !== undefined && !this.#using) this.choose(this.#given);
    await this.#using;
  }

  /** Asks which one is the current one. */
  async catchUp(): Promise<void> {
    this.#enter(await this.#host.send({ type: 'use' }));
  }

  async #choose(namespace: string): Promise<void> {
    checkNamespace(namespace);
    const current = await this.#host.send({ type: 'use', namespace });
    if (current === undefined && namespace) throw new BackgroundFetchError('no-namespaces', { namespace });
    this.#enter(current);
  }

  #enter(namespace: string | undefined): void {
    if (namespace !== undefined) this.#host.entered(namespace);
  }
}
