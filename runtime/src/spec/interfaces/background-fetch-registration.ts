import type { BackgroundFetchFailureReason, BackgroundFetchResult } from '../../shared/background-fetch.ts';
import { createRecordObjects } from '../algorithms/create-record-objects.ts';
import { matchRecords } from '../algorithms/match-records.ts';
import type { Backend } from '../backend.ts';
import type { BackgroundFetch } from '../model.ts';
import { createEventHandler, type EventHandlerSlot } from '../webidl/event-handler.ts';
import { type Internals, takeInternals } from '../webidl/internals.ts';
import { requireArguments } from '../webidl/require-arguments.ts';
import type { BackgroundFetchRecord } from './background-fetch-record.ts';
import { toQueryOptions } from './options.ts';
import { toRequestInfo } from './request-info.ts';

/** What a registration object stands for; whoever has made the object changes `fetch`. */
export interface RegistrationState {
  readonly backend: Backend;
  /** What the attributes show. */
  fetch: BackgroundFetch;
}

/** @see https://wicg.github.io/background-fetch/#background-fetch-registration */
export class BackgroundFetchRegistration extends EventTarget {
  readonly #state: RegistrationState;
  readonly #onprogress: EventHandlerSlot;

  constructor(...given: Internals<[RegistrationState]>) {
    const [state] = takeInternals(given);
    super();
    this.#state = state;
    this.#onprogress = createEventHandler(this, 'progress');
  }

  get id(): string {
    return this.#state.fetch.id;
  }

  get uploadTotal(): number {
    return this.#state.fetch.uploadTotal;
  }

  get uploaded(): number {
    return this.#state.fetch.uploaded;
  }

  get downloadTotal(): number {
    return this.#state.fetch.downloadTotal;
  }

  get downloaded(): number {
    return this.#state.fetch.downloaded;
  }

  get result(): BackgroundFetchResult {
    return this.#state.fetch.result;
  }

  get failureReason(): BackgroundFetchFailureReason {
    return this.#state.fetch.failureReason;
  }

  get recordsAvailable(): boolean {
    return this.#state.fetch.recordsAvailable;
  }

  get onprogress(): unknown {
    return this.#onprogress.value;
  }

  set onprogress(value: unknown) {
    this.#onprogress.value = value;
  }

  async abort(): Promise<boolean> {
    const { backend, fetch } = this.#state;
    return backend.abort(fetch.key);
  }

  async match(request: unknown, options: unknown = {}): Promise<BackgroundFetchRecord | undefined> {
    const { backend, fetch } = this.#state;
    // biome-ignore lint/complexity/noArguments: a missing argument is not an undefined one
    requireArguments(arguments, 1);
    const query = { info: toRequestInfo(request), options: toQueryOptions(options), limit: 1 };
    return createRecordObjects(backend, await matchRecords(backend.store, fetch, query))[0];
  }

  // Rest parameters, since the function's length is 0.
  async matchAll(...[request, options]: unknown[]): Promise<BackgroundFetchRecord[]> {
    const { backend, fetch } = this.#state;
    const info = request === undefined ? undefined : toRequestInfo(request);
    const query = { info, options: toQueryOptions(options), limit: Infinity };
    return createRecordObjects(backend, await matchRecords(backend.store, fetch, query));
  }
}
