import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { compileRoutes } from '../../support/compile-routes.ts';
import { SCOPE } from '../../support/worker-scope.ts';

const { checkWish } = await import('../../../src/sw/wish/check-wish.ts');

const routes = compileRoutes(
  {
    routes: [
      { id: 'built', requests: [{ url: 'a' }] },
      { id: 'page', requests: [], page: 1 },
    ],
  },
  `${SCOPE}sw.js`,
  [],
);

/** The code and the details of what is wrong with a wish; undefined where nothing is. */
function complaint(wish: object, id = 'built'): unknown[] | undefined {
  const download = routes.flatMap((route) => route.resolve(id) ?? [])[0];
  assert.ok(download);
  try {
    checkWish(download, wish);
    return undefined;
  } catch (thrown) {
    return (thrown as { error: unknown[] }).error;
  }
}

const circle: Record<string, unknown> = { name: 'x' };
circle.self = circle;
const text = 'x'.repeat(40_000);

for (const [name, metadata, expected] of [
  ['nothing', undefined, undefined],
  ['a text', 'x', undefined],
  ['an object', { name: 'x' }, undefined],
  ['an object in an array in an object', { tracks: [{ n: 1, title: 'x' }, [2, [3]]] }, undefined],
  ['a map and a set', new Map<string, unknown>([['a', new Set([1, [2]])]]), undefined],
  ['a circle', circle, undefined],
  ['a long text', text, 'invalid-metadata'],
  ['one in an object in an array', [{ text }], 'invalid-metadata'],
  ['one as a key', { [text]: 1 }, 'invalid-metadata'],
  ['one in a map', new Map([['a', [text]]]), 'invalid-metadata'],
  ['many bytes', { data: new Uint8Array(70_000) }, 'invalid-metadata'],
  ['a large blob', new Blob([text, text]), 'invalid-metadata'],
] as [string, unknown, unknown][]) {
  test(`${name} is ${expected ?? 'fine'}`, () => assert.is(complaint({ metadata })?.[0], expected));
}

for (const [name, value, isFine] of [
  ['title', 'x', true],
  ['title', '', true],
  ['title', undefined, true],
  ['title', 5, false],
  ['title', 5n, false],
  ['successTitle', ['x'], false],
  ['failTitle', null, false],
  ['icons', [], true],
  ['icons', [{ src: 'a.png', sizes: '9x9' }], true],
  ['icons', [{}], false],
  ['icons', [null], false],
  ['icons', 'a.png', false],
  ['downloadTotal', 0, true],
  ['downloadTotal', 5e9, true],
  ['downloadTotal', -1, false],
  ['downloadTotal', 0.5, false],
  ['downloadTotal', '5', false],
  ['downloadTotal', Number.NaN, false],
  ['requets', ['a'], false],
  ['constructor', 'x', false],
] as [string, unknown, boolean][]) {
  test(`${name} ${String(value)} is ${isFine ? 'fine' : 'refused'}`, () =>
    assert.equal(
      complaint({ [name]: value }),
      isFine ? undefined : ['invalid-overrides', { id: 'built', name, value }],
    ));
}

test('requests are for routes that take some from the page', () => {
  assert.equal(complaint({ requests: ['a'] }), ['surplus-requests', { id: 'built' }]);
  assert.equal(complaint({ requests: [] }), ['surplus-requests', { id: 'built' }]);
  assert.is(complaint({ requests: ['a'] }, 'page'), undefined);
});

test.run();
