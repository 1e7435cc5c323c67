// What the plugins add to a build: each tool with our plugin, and without it, in turns. BENCH_TOOLS and BENCH_ASSETS
// narrow the choice down: "webpack" or "10,1000".
import { createBenchApp } from './build/app.ts';
import { demoTool } from './build/demo.ts';
import { type Tool, tools } from './build/tools.ts';
import { type Pair, summarise } from './support/pairs.ts';
import { type Row, report, versionOf } from './support/result.ts';

/** An even number, so that each begins as often. */
const PAIRS = Number(process.env.BENCH_PAIRS ?? 6);
const ASSETS = (process.env.BENCH_ASSETS ?? '10,1000,10000').split(',').map(Number);
const only = process.env.BENCH_TOOLS ?? '';

async function compare(name: string, build: (contestant: keyof Pair) => Promise<void>): Promise<Row> {
  const pairs: Pair[] = [];
  const processor: Pair[] = [];
  for (let run = 0; run <= PAIRS; run++) {
    const order: (keyof Pair)[] = run % 2 === 0 ? ['ours', 'other'] : ['other', 'ours'];
    const pair: Pair = { ours: Number.NaN, other: Number.NaN };
    const used: Pair = { ...pair };
    for (const contestant of order) {
      const start = performance.now();
      const before = process.cpuUsage();
      await build(contestant);
      pair[contestant] = performance.now() - start;
      const { user, system } = process.cpuUsage(before);
      used[contestant] = (user + system) / 1000;
    }
    // The first warms up.
    if (run === 0) continue;
    pairs.push(pair);
    processor.push(used);
  }
  const { ours, other, ratio } = summarise(processor);
  const figures = `${Math.round(ours)} ms and ${Math.round(other)} ms, ratio ${ratio.toFixed(3)}`;
  console.log(`${name}: processor time, which others' load changes less: ${figures}`);
  return { case: name, unit: 'ms', ...summarise(pairs) };
}

const isChosen = ({ name }: Pick<Tool, 'name'>): boolean => name.includes(only);
const rows: Row[] = [];
if (isChosen(demoTool)) rows.push(await compare(demoTool.name, (who) => demoTool.build(who)));
for (const assets of ASSETS) {
  const app = await createBenchApp(assets);
  try {
    for (const tool of tools.filter(isChosen)) {
      const name = `${assets.toLocaleString('en')} assets, ${tool.name}`;
      rows.push(await compare(name, (who) => tool.build(app, who)));
    }
  } finally {
    await app.remove();
  }
}
const packages = ['vite', ...tools.flatMap((tool) => tool.packages)];
const versions = await Promise.all(packages.map(async (name) => [name, await versionOf(name)] as const));
await report('build', { ...Object.fromEntries(versions), node: process.version }, rows);
