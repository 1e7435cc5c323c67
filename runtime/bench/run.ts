// Runs benchmarks: npm run bench -- NAME, or all of them without a name.
import { existsSync } from 'node:fs';

const ALL = ['size', 'build', 'commit', 'integrity', 'batch', 'scale', 'fallback'];
const names = process.argv.slice(2);
const unknown = names.filter((name) => !existsSync(new URL(`${name}.ts`, import.meta.url)));
if (unknown.length > 0)
  throw new Error(`There is no benchmark "${unknown[0]}". There are: ${ALL.join(', ')}`);
for (const name of names.length > 0 ? names : ALL) {
  console.log(`\n${name}`);
  await import(`./${name}.ts`);
}
