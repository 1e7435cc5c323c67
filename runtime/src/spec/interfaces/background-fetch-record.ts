import { storedResponse } from '../algorithms/stored-response.ts';
import type { Backend } from '../backend.ts';
import type { FetchRecord } from '../model.ts';
import { toRequest } from '../request-data.ts';
import { type Internals, takeInternals } from '../webidl/internals.ts';

/** @see https://wicg.github.io/background-fetch/#background-fetch-record-interface */
export class BackgroundFetchRecord {
  readonly #backend: Backend;
  readonly #record: FetchRecord;
  #request: Request | undefined;
  #responseReady: Promise<Response> | undefined;

  constructor(...given: Internals<[Backend, FetchRecord]>) {
    [this.#backend, this.#record] = takeInternals(given);
  }

  get request(): Request {
    this.#request ??= toRequest(this.#record.request);
    return this.#request;
  }

  get responseReady(): Promise<Response> {
    // A getter of a promise rejects where others throw.
    try {
      this.#responseReady ??= storedResponse(this.#backend, this.#record);
      return this.#responseReady;
    } catch (error) {
      return Promise.reject(error);
    }
  }
}
