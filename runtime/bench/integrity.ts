// Commits 1 × 256 MB, 100 × 1 MB and 1000 × 64 KB with the hashes that the build knows, against the same without; and the large one with
// one hash for all of its bytes, as an `integrity` has it.

import { digestOf } from '../src/build/assets/file-digest.ts';
import type { WorkerFile } from '../src/shared/worker-config.ts';
import { bytesOf } from './support/byte-server.ts';
import { benchCommits } from './support/commits.ts';

const MB = 1024 * 1024;
const CASES = [
  [1, 256 * MB],
  [100, MB],
  [1000, 64 * 1024],
] as const;

function headOf(isSri: boolean): string {
  const known = CASES.map(([, size]): string => {
    const { hash, pieces = '' } = digestOf(bytesOf(size));
    const file: WorkerFile = [size, hash, 0, undefined, ...(pieces ? [pieces] : [])] as const;
    return `${size}:[${file.map((member) => JSON.stringify(member)).join(',')}]`;
  });
  return `self.IS_SRI=${isSri};self.KNOWN={${known.join(',')}};\n`;
}

const worker = 'integrity-worker.ts';
await benchCommits({ name: 'integrity', worker, head: headOf(false), cases: CASES });
await benchCommits({ name: 'integrity-sri', worker, head: headOf(true), cases: CASES.slice(0, 1) });
