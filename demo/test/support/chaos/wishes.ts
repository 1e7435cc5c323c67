import type { Random } from '../../../../runtime/test/model/random.ts';
import { type DemoServer, digestsOf, type Fault } from '../../../server.ts';

const KB = 1024;

/** A file that a download is to have. */
export interface WishedFile {
  /** Relative to the app. */
  url: string;
  size: number;
  /** SHA-256 of the whole. */
  digest: string;
}

/** A download that somebody presses a button for. */
export interface Wished {
  id: string;
  files: WishedFile[];
}

/** What goes wrong with the first answer for a file. */
const FAULTS: ((random: Random, size: number) => Fault)[] = [
  () => ({ status: 503, headers: { 'Retry-After': '1' } }),
  () => ({ status: 500 }),
  () => ({ body: Buffer.from('<!doctype html>'), headers: { 'Content-Type': 'text/html' } }),
  () => ({ body: Buffer.from('Something else.') }),
  (random, size) => ({ cutAfter: random.below(size) }),
  (random) => ({ delay: random.below(2000) }),
];

/** Puts files on a server, some of which go wrong at first, and gives the downloads that are made of them. */
export function wishesOf(random: Random, seed: number, server: DemoServer, canFail: boolean): Wished[] {
  return Array.from({ length: 1 + random.below(4) }, (_, index) => {
    const id = `item/${seed}/${index}`;
    const files = Array.from({ length: 1 + random.below(4) }, (__, n) => {
      const bytes = { size: 1 + random.below(random.chance(0.2) ? 4000 * KB : 200 * KB), version: 1 + seed };
      const url = `files/${seed}-${index}-${n}.bin`;
      server.add(`/${url}`, bytes);
      if (canFail && random.chance(0.25))
        server.fault(`/${url}`, { ...random.pick(FAULTS)(random, bytes.size), times: 1 });
      else if (random.chance(0.3))
        server.fault(`/${url}`, { bytesPerSecond: 100 * KB + random.below(400 * KB) });
      const [digest = ''] = digestsOf(bytes, bytes.size);
      return { url, size: bytes.size, digest };
    });
    return { id, files };
  });
}
