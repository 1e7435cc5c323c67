import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ConditionOptions } from '../../../src/shared/route.ts';
import '../../support/worker-scope.ts';

const { obstacleOf } = await import('../../../src/sw/queue/conditions.ts');
const { downloads } = await import('../../../src/sw/ledger/downloads.ts');
const { compileRoutes } = await import('../../support/compile-routes.ts');
const { toEntry } = await import('../../../src/sw/routes/to-entry.ts');

const ID = 'film/1';
const SIZE = 400;
const [route] = compileRoutes(
  { routes: [{ id: 'film/:n', requests: [{ url: 'film/:n.mp4', size: SIZE }], cacheName: 'films' }] },
  'https://app.example/sw.js',
  [],
);
const download = route?.resolve(ID);
assert.ok(download);
const entry = toEntry(download, undefined, { state: 'waiting', wanted: 1 });

const test = suite('conditions');
const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');

test.before(async () => void (await downloads.putSet(entry, download.files)));
test.after(async () => {
  await downloads.delete(entry);
  if (before) Object.defineProperty(globalThis, 'navigator', before);
  else Reflect.deleteProperty(globalThis, 'navigator');
});

const estimate = (quota: number | undefined, usage?: number) => ({
  storage: { estimate: async () => ({ quota, usage }) },
});

const CASES: [name: string, browser: object, conditions: ConditionOptions, expected: string | undefined][] = [
  ['nothing is demanded', { connection: { type: 'cellular', saveData: true } }, {}, undefined],
  ['any network will do', { connection: { type: 'cellular' } }, { network: 'any' }, undefined],
  ['a mobile one', { connection: { type: 'cellular' } }, { network: 'unmetered' }, 'unmetered'],
  ['over a telephone', { connection: { type: 'bluetooth' } }, { network: 'unmetered' }, 'unmetered'],
  ['a wireless one', { connection: { type: 'wifi' } }, { network: 'unmetered' }, undefined],
  ['a cable', { connection: { type: 'ethernet' } }, { network: 'unmetered' }, undefined],
  [
    'one that the browser does not know',
    { connection: { type: 'unknown' } },
    { network: 'unmetered' },
    undefined,
  ],
  ['a browser that tells no type', { connection: { saveData: false } }, { network: 'unmetered' }, undefined],
  ['a user who saves data', { connection: { saveData: true } }, { network: 'unmetered' }, 'unmetered'],
  ['a browser that tells nothing', {}, { network: 'unmetered' }, undefined],
  ['room', estimate(1000, 100), { minimumFree: 500 }, undefined],
  ['room to the byte', estimate(1000, 100), { minimumFree: 1000 - 100 - SIZE }, undefined],
  ['a byte too little', estimate(1000, 100), { minimumFree: 1000 - 100 - SIZE + 1 }, 'room'],
  ['a quota without a usage', estimate(1000), { minimumFree: 601 }, 'room'],
  ['a browser that does not count', {}, { minimumFree: 1e15 }, undefined],
  ['one that counts, and does not say', estimate(undefined), { minimumFree: 1e15 }, undefined],
  [
    'both',
    { connection: { saveData: true }, ...estimate(0) },
    { network: 'unmetered', minimumFree: 1 },
    'unmetered',
  ],
];

for (const [name, browser, conditions, expected] of CASES)
  test(`${name}: ${expected ?? 'it starts'}`, async () => {
    Object.defineProperty(globalThis, 'navigator', { value: browser, configurable: true });
    assert.is(await obstacleOf(conditions, entry), expected);
  });

test.run();
