// Tries the example apps: npm run examples -- [--short] [NAME...]. Each is installed from our packed packages outside the
// repository. With --short only what its build has made is tried, below one base.
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findExamples } from './runner/example.ts';
import { install } from './runner/install.ts';
import { pack } from './runner/pack.ts';
import { summary, table } from './runner/table.ts';
import { type Row, shortened, tryExample } from './runner/try-example.ts';

const key = createHash('sha256')
  .update(import.meta.url)
  .digest('hex')
  .slice(0, 8);
const home = join(tmpdir(), `background-fetch-examples-${key}`);
const {
  values: { short: isShort },
  positionals,
} = parseArgs({ options: { short: { type: 'boolean', default: false } }, allowPositionals: true });
const examples = await findExamples(positionals);
const tarballs = await pack(home);
const rows: Row[] = [];
for (const example of examples) {
  console.log(`${example.name}: ${join(home, `${example.name}.log`)}`);
  try {
    const app = await install(example, home, tarballs);
    rows.push(...(await tryExample(isShort ? shortened(example) : example, app)));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.log(`${example.name}: ${message}`);
    rows.push({ example: example.name, base: '', kind: 'build', error: message });
  }
}
console.log(`\n${table(rows)}\n\n${summary(rows)}`);
process.exitCode = rows.length === 0 || rows.some(({ error }) => error !== undefined) ? 1 : 0;
