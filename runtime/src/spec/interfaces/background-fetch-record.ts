import { type Internals, takeInternals } from '../webidl/internals.ts';

/** @see https://wicg.github.io/background-fetch/#background-fetch-record-interface */
export class BackgroundFetchRecord {
  readonly #makeRequest: () => Request;
  readonly #makeResponse: () => Promise<Response>;
  #request: Request | undefined;
  #responseReady: Promise<Response> | undefined;

  constructor(...given: Internals<[makeRequest: () => Request, makeResponse: () => Promise<Response>]>) {
    [this.#makeRequest, this.#makeResponse] = takeInternals(given);
  }

  get request(): Request {
    this.#request ??= this.#makeRequest();
    return this.#request;
  }

  get responseReady(): Promise<Response> {
    // A getter of a promise rejects where others throw.
    try {
      this.#responseReady ??= this.#makeResponse();
      return this.#responseReady;
    } catch (error) {
      return Promise.reject(error);
    }
  }
}
