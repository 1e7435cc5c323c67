// Tries the example apps: npm run examples [NAME...]. Each is installed from our packed packages outside the repository.
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findExamples } from './runner/example.ts';
import { install } from './runner/install.ts';
import { pack } from './runner/pack.ts';
import { table } from './runner/table.ts';
import { type Row, tryExample } from './runner/try-example.ts';

const key = createHash('sha256')
  .update(import.meta.url)
  .digest('hex')
  .slice(0, 8);
const home = join(tmpdir(), `background-fetch-examples-${key}`);
const examples = await findExamples(process.argv.slice(2));
const tarballs = await pack(home);
const rows: Row[] = [];
for (const example of examples) {
  console.log(`${example.name}: ${join(home, `${example.name}.log`)}`);
  try {
    rows.push(...(await tryExample(example, await install(example, home, tarballs))));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.log(`${example.name}: ${message}`);
    rows.push({ example: example.name, base: '', kind: 'build', error: message });
  }
}
const failed = rows.filter(({ error }) => error !== undefined);
console.log(`\n${table(rows)}\n\n${rows.length - failed.length} good, ${failed.length} failed`);
process.exitCode = failed.length > 0 || rows.length === 0 ? 1 : 0;
