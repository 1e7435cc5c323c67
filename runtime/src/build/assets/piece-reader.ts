/** Reads pieces of any lengths as if they were one. */
export class PieceReader {
  readonly #pieces: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array();

  constructor(content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>) {
    this.#pieces =
      Symbol.asyncIterator in content ? content[Symbol.asyncIterator]() : content[Symbol.iterator]();
  }

  /** The next bytes; fewer than were asked for only at the end. */
  async take(count: number): Promise<Buffer> {
    const taken: Uint8Array[] = [];
    const missing = await this.#read(count, (part) => taken.push(part));
    const bytes = Buffer.concat(taken);
    return missing > 0 ? bytes : bytes.subarray(0, count);
  }

  /** @returns whether there were as many. */
  async skip(count: number): Promise<boolean> {
    return (await this.#read(count, () => undefined)) === 0;
  }

  /** All that has not been read. */
  async *rest(): AsyncGenerator<Uint8Array> {
    for (;;) {
      yield this.#piece;
      const { value, done } = await this.#pieces.next();
      if (done) return;
      this.#piece = value;
    }
  }

  /** Nothing more is wanted. */
  async close(): Promise<void> {
    await this.#pieces.return?.();
  }

  /** @returns how many bytes are missing. */
  async #read(count: number, use: (part: Uint8Array) => void): Promise<number> {
    let missing = count;
    while (missing > 0) {
      if (this.#piece.length === 0) {
        const { value, done } = await this.#pieces.next();
        if (done) return missing;
        this.#piece = value;
      }
      const part = this.#piece.subarray(0, missing);
      this.#piece = this.#piece.subarray(part.length);
      missing -= part.length;
      use(part);
    }
    return 0;
  }
}
