import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Random } from '../../model/random.ts';
import {
  ask,
  begin,
  clean,
  end,
  enterWorker,
  leaveWorker,
  listed,
  located,
  running,
  served,
  use,
} from '../../support/namespaced-worker.ts';

const { forgetCurrent } = await import('../../../src/sw/namespaces/current.ts');
const { prefixOf } = await import('../../../src/shared/namespace.ts');

const NAMES = ['', 'ann', 'bob'] as const;
const IDS = ['episode/1', 'episode/2', 'letter/1'] as const;

const fileOf = (id: string): string =>
  id.startsWith('episode/') ? `media/${id.slice(8)}.mp3` : `letters/${id.slice(7)}.txt`;

/** What is to be there: by namespace and id, the bytes that are stored, or undefined while it runs. */
type Expected = Record<string, Map<string, string | undefined>>;

/** Something that may happen at random, in words. */
async function step(random: Random, current: string, expected: Expected): Promise<[string, string]> {
  const id = random.pick(IDS);
  const name = random.pick(NAMES);
  const own = expected[current] as Map<string, string | undefined>;
  const ended = random.pick([...running, '']);
  switch (random.below(7)) {
    case 0:
      await use(name);
      return [name, `use ${name}`];
    case 1:
      forgetCurrent();
      return [current, 'the worker is started anew'];
    case 2:
      await ask({ type: 'remove', id });
      own.delete(id);
      return [current, `${current} removes ${id}`];
    case 3:
      if (!random.chance(0.3)) break;
      await ask({ type: 'clear', namespace: name });
      expected[name]?.clear();
      return [current, `clear ${name}`];
    case 4:
    case 5:
      if (own.has(id)) break;
      await begin(id);
      own.set(id, undefined);
      return [current, `${current} begins ${id}`];
    default: {
      if (!ended) break;
      const owner = NAMES.findLast((each) => ended.startsWith(prefixOf(each))) as string;
      const bytes = `${ended} ${random.next()}`;
      await end(ended, bytes);
      expected[owner]?.set(ended.slice(prefixOf(owner).length), bytes);
      return [current, `${ended} ends`];
    }
  }
  return [current, ''];
}

test.before(enterWorker);
test.before.each(clean);
test.after(leaveWorker);

for (let seed = 1; seed <= Number(process.env.WALKS ?? 30); seed++)
  test(`walk ${seed}: whatever happens, each user has their own`, async () => {
    const random = new Random(seed);
    const expected: Expected = Object.fromEntries(NAMES.map((name) => [name, new Map()]));
    const story: string[] = [];
    let current: string = await use('');
    for (let steps = 0; steps < 25; steps++) {
      const [next, what] = await step(random, current, expected);
      current = next;
      story.push(what);
      const own = expected[current] as Map<string, string | undefined>;
      const told = story.filter(Boolean).join('; ');
      assert.equal((await listed()).sort(), [...own.keys()].sort(), told);
      for (const id of IDS) {
        assert.is(await served(fileOf(id)), own.get(id) ?? 'network', told);
        assert.is(await located(fileOf(id)), own.get(id), told);
      }
    }
    for (const name of NAMES) await ask({ type: 'clear', namespace: name });
    assert.is(running.size, 0);
  });

test.run();
