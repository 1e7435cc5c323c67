/** What stands for a body: how long it is, and the value that its text says as JSON. */
export interface Body {
  size: number;
  value?: unknown;
}

/** A `Response` whose body is there at once. */
export class ModelResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly redirected = false;
  readonly body: Body;

  constructor(body: Body, { status = 200, headers = {} }: { status?: number; headers?: HeadersInit } = {}) {
    this.body = body;
    this.status = status;
    this.headers = new Headers(headers);
  }

  get ok(): boolean {
    return this.status === 200;
  }

  async blob(): Promise<{ size: number }> {
    return { size: this.body.size };
  }

  async json(): Promise<unknown> {
    return this.body.value;
  }
}
