import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { toTargets } from '../../targets/support.ts';
import { findUnsupported, ownNames } from '../../targets/unsupported.ts';

const test = suite('findUnsupported');

const TARGETS = toTargets(['chrome 119', 'firefox 115', 'safari 16.4', 'ios_saf 16.4']);

/** Scripts, and what is found in them. */
const SCRIPTS: [code: string, ...found: string[]][] = [
  ['Promise.withResolvers()', 'Promise.withResolvers'],
  ['globalThis.Promise.withResolvers()', 'Promise.withResolvers'],
  ['Promise["withResolvers"]()', 'Promise.withResolvers'],
  ['const { withResolvers } = Promise', 'Promise.withResolvers'],
  ['AbortSignal.any([])', 'AbortSignal.any'],
  ['Object.groupBy([], (a) => a)', 'Object.groupBy'],
  ['Array.fromAsync([])', 'Array.fromAsync'],
  ['new Set().union(new Set())', '.union'],
  ['"a".isWellFormed()', '.isWellFormed'],
  ['"a".toWellFormed()', '.toWellFormed'],
  ['{ using a = b; }', 'javascript.statements.using'],
  ['async () => { await using a = b; }', 'javascript.statements.await_using'],
  ['/[a--b]/v', 'javascript.builtins.RegExp.unicodeSets'],
  ['/(?i:a)b/', 'javascript.regular_expressions.modifier'],
  ['import a from "a" with { type: "json" }', 'javascript.statements.import.import_attributes'],
  ['new QuotaExceededError("a")', 'QuotaExceededError'],
  ['scheduler.yield()', '.yield', 'scheduler'],
  ['Response.json({})', 'Response.json'],
  ['navigator.storage.estimate()', '.estimate'],
  // What all targets have.
  ['class A { static {} #a; b(c) { return #a in c; } }'],
  ['a?.b ?? (c ||= structuredClone(d))'],
  ['"a".at(-1); [].findLast((a) => a); Object.hasOwn({}, "a")'],
  ['/(?<=a)b/d'],
  ['new Map().get(1); fetch("a"); new Response("b")'],
  // Names of the script's own.
  ['function scheduler() {} scheduler()'],
  ['({ withResolvers: 1, union() {} })'],
];

for (const [code, ...expected] of SCRIPTS) {
  test(code, () => {
    assert.equal(
      findUnsupported(code, TARGETS).map(({ use }) => use),
      expected,
    );
  });
}

const GUARDED: [code: string, isGuarded: boolean][] = [
  ['navigator.storage.estimate?.()', true],
  ['typeof scheduler', true],
  ['Promise.withResolvers?.()', true],
  ['const { QuotaExceededError } = globalThis', true],
  ['event.notification?.data', true],
  ['navigator.storage?.estimate()', false],
  ['Promise?.withResolvers()', false],
  ['scheduler?.then()', false],
  ['new QuotaExceededError("a")', false],
];

for (const [code, isGuarded] of GUARDED) {
  test(`${code} is ${isGuarded ? '' : 'not '}guarded`, () => {
    const [found] = findUnsupported(code, TARGETS);
    assert.is(found?.isGuarded, isGuarded);
  });
}

test('tells who lacks it, and where it stands', () => {
  assert.equal(findUnsupported('\n\nAbortSignal.any([])', TARGETS), [
    {
      use: 'AbortSignal.any',
      lackedBy: ['firefox 115', 'safari 16.4', 'safari_ios 16.4'],
      isGuarded: false,
      line: 3,
    },
  ]);
});

test("members of one's own objects are not taken for the browser's, but for JavaScript's", () => {
  const own = ownNames('class A { estimate() {} } b.union = 1; ({ token: 2 })');
  assert.equal([...own].sort(), ['estimate', 'token', 'union']);
  const found = findUnsupported('a.estimate(); b.union(); c.token', TARGETS, own);
  assert.equal(
    found.map(({ use }) => use),
    ['.union'],
  );
});

for (const entry of ['opera 12', 'chrome', 'chrome latest', '']) {
  test(`"${entry}" is no target`, () => {
    assert.throws(
      () => toTargets([entry]),
      `"${entry}" is no target: write one of chrome, firefox, safari, ios_saf and a version`,
    );
  });
}

test.run();
