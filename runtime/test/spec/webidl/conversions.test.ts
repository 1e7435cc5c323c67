import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { toDictionary } from '../../../src/spec/webidl/dictionary.ts';
import { requireArguments } from '../../../src/spec/webidl/require-arguments.ts';
import { iteratorMethodOf, toSequence } from '../../../src/spec/webidl/sequence.ts';
import { toDOMString, toUSVString } from '../../../src/spec/webidl/strings.ts';
import { toUnsignedLongLong } from '../../../src/spec/webidl/unsigned-long-long.ts';

const isTypeError = (error: Error): boolean => error instanceof TypeError;

const STRINGS: [given: unknown, dom: string, usv?: string][] = [
  ['a', 'a'],
  [undefined, 'undefined'],
  [null, 'null'],
  [12, '12'],
  [['a', 'b'], 'a,b'],
  [{ toString: () => 'object' }, 'object'],
  ['\ud800a\udc00', '\ud800a\udc00', '\ufffda\ufffd'],
  ['\u{1f600}', '\u{1f600}'],
];

for (const [given, dom, usv = dom] of STRINGS) {
  test(`strings: ${JSON.stringify(given)}`, () => {
    assert.is(toDOMString(given), dom);
    assert.is(toUSVString(given), usv);
  });
}

test('a symbol is no string', () => {
  assert.throws(() => toDOMString(Symbol('a')), isTypeError);
  assert.throws(() => toUSVString(Symbol('a')), isTypeError);
});

const NUMBERS: [given: unknown, expected: number][] = [
  [0, 0],
  [-0, 0],
  [1.9, 1],
  [-0.9, 0],
  ['12', 12],
  [null, 0],
  [undefined, 0],
  [true, 1],
  [Number.NaN, 0],
  [Number.POSITIVE_INFINITY, 0],
  [Number.NEGATIVE_INFINITY, 0],
  [-1, 2 ** 64],
  [-4096, 2 ** 64 - 4096],
  [2 ** 64, 0],
  [2 ** 64 + 4096, 4096],
  [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  [{ valueOf: () => 7 }, 7],
];

for (const [given, expected] of NUMBERS) {
  test(`unsigned long long: ${String(given)}`, () =>
    assert.ok(Object.is(toUnsignedLongLong(given), expected)));
}

for (const given of [Symbol('a'), 1n]) {
  test(`unsigned long long: not ${typeof given}`, () => {
    assert.throws(() => toUnsignedLongLong(given), isTypeError);
  });
}

test('sequence: what is iterable', () => {
  assert.equal(toSequence([1, 2], toDOMString), ['1', '2']);
  assert.equal(toSequence(new Set(['a']), toDOMString), ['a']);
  assert.equal(toSequence(new String('ab'), toDOMString), ['a', 'b']);
});

for (const given of ['ab', undefined, null, 1, {}, { [Symbol.iterator]: null }, { [Symbol.iterator]: 1 }]) {
  test(`sequence: not ${typeof given} ${String(given)}`, () => {
    assert.throws(() => toSequence(given, toDOMString), isTypeError);
  });
}

test('sequence: the iterator is not ended where a conversion throws, and its method is read once', () => {
  const log: string[] = [];
  const iterable = {
    get [Symbol.iterator]() {
      log.push('method');
      return () => ({
        next: () => ({ done: false, value: Symbol('no string') }),
        return: () => log.push('return'),
      });
    },
  };
  assert.throws(() => toSequence(iterable, toDOMString, iteratorMethodOf(iterable)), isTypeError);
  assert.equal(log, ['method']);
});

test('dictionary', () => {
  const members = { b: toDOMString, a: Boolean };
  assert.equal(toDictionary(undefined, members), {});
  assert.equal(toDictionary(null, members), {});
  assert.equal(
    toDictionary(() => undefined, members),
    {},
  );
  for (const given of ['a', 1, true, Symbol('a'), 1n]) {
    assert.throws(() => toDictionary(given, members), isTypeError);
  }
  assert.equal(toDictionary({ a: undefined, b: null, c: 1 }, members), { b: 'null' });
});

test('the members of a dictionary are read and converted in turn, up to one that is missing', () => {
  const log: string[] = [];
  const member = (name: string) => (): string => {
    log.push(`convert ${name}`);
    return name;
  };
  const given = {
    get b() {
      log.push('get b');
      return undefined;
    },
    get a() {
      log.push('get a');
      return 1;
    },
  };
  const members = { a: member('a'), b: member('b'), c: member('c') };
  assert.throws(() => toDictionary<Record<'a' | 'b' | 'c', string>>(given, members, 'b'), isTypeError);
  assert.equal(log, ['get a', 'convert a', 'get b']);
});

test('arguments: an undefined one counts', () => {
  const counting = (count: number) =>
    function given(..._arguments: unknown[]): void {
      // biome-ignore lint/complexity/noArguments: it is what is tested
      requireArguments(arguments, count);
    };
  counting(1)(undefined);
  counting(0)();
  assert.throws(() => counting(1)(), /^1 argument/);
  assert.throws(() => counting(2)(1), /^2 argument/);
});

test.run();
