import type { ByteRange } from './byte-range.ts';
import type { Validators } from './validators.ts';

/** What lies behind a path, ready to be sent whole or in part. */
export interface Representation {
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  readonly validators: Validators;
  /** Gives a part's bytes, with flat memory. */
  read(range: ByteRange): AsyncIterable<Uint8Array>;
}
