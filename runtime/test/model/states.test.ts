import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Arrow, arrowsOfDiagram, arrowsOfTable, STATES } from './diagram.ts';
import { Walk } from './walk.ts';

// `npm run walks` goes ten thousand of them. WALK=SEED goes one again, and tells its story.
const COUNT = Number(process.env.WALKS ?? 2_000);
const ONE = process.env.WALK;

const DOCUMENT = readFileSync(new URL('../../../docs/client.md', import.meta.url), 'utf8');

const seen = new Set<string>();

async function walk(seed: number): Promise<void> {
  const one = new Walk(seed);
  try {
    await one.run();
  } catch (error) {
    throw new Error(`WALK=${seed}: ${error instanceof Error ? error.message : error}`);
  }
  if (ONE !== undefined) console.log(one.story.join('\n'));
  for (const transition of one.transitions) seen.add(transition);
}

if (ONE !== undefined) {
  test(`walk ${ONE}`, () => walk(Number(ONE)));
} else {
  test(`${COUNT} walks: no state lies, and each leads to stored and away`, async () => {
    for (let seed = 1; seed <= COUNT; seed++) await walk(seed);
  });

  for (const state of STATES)
    test(`${state} is reached, and left`, () => {
      const ends = [...seen].map((transition) => transition.split(' → '));
      assert.ok(ends.some(([, to]) => to === state));
      assert.ok(ends.some(([from]) => from === state));
    });

  for (const [name, arrows] of [
    ['diagram', arrowsOfDiagram(DOCUMENT)],
    ['table', arrowsOfTable(DOCUMENT)],
  ] as [string, Arrow[]][]) {
    test(`the ${name} in docs/client.md has what was seen`, () => {
      const drawn = new Set(arrows.flatMap(({ transitions }) => transitions));
      assert.equal(
        [...seen].filter((transition) => !drawn.has(transition)),
        [],
      );
    });

    test(`what the ${name} has was seen`, () => {
      assert.ok(arrows.length > 0);
      const never = arrows.filter(({ transitions }) => !transitions.some((one) => seen.has(one)));
      assert.equal(
        never.map(({ text }) => text),
        [],
      );
    });
  }
}

test.run();
