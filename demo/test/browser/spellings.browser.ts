import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { download, type RouteApp, startRouteApp, textOf } from '../support/route-app/app.ts';
import { engines } from '../support/variants.ts';

/** Names of files as people have them. */
const NAMES = [
  'Song [Live] @home, R&B+1.mp3',
  "it's (a) *!~$.mp3",
  '100%.mp3',
  '50% off #1?.mp3',
  'ep@2.mp3',
  'a,b;c=d:e.mp3',
  'ø.mp3',
  'e\u0301.mp3',
  '日本 語.mp3',
  'a^b`{c}|d.mp3',
  'a"b<c>.mp3',
  '%41.mp3',
  'a%2Fb.mp3',
  '-._~.mp3',
  ' leading and  double.mp3',
];

/** Ids whose parameter is the name of a file. */
const IDS = ['ep@2', 'a,b', 'x=1', 'R&B+1', '[x]', 'ø', "it's", '50%', 'a b', 'a#b?c'];

/** Ways in which a page may write the name of a file, as far as they lead to it. */
function spellingsOf(name: string): string[] {
  const escaped = encodeURIComponent(name);
  return [
    escaped,
    escaped.replace(/%[\dA-F]{2}/g, (hex) => hex.toLowerCase()),
    encodeURI(name).replace(/[?#]/g, encodeURIComponent),
    `${escaped}#t=1`,
    ...(/[#?%\\]|\s$|^\s/.test(name) ? [] : [name]),
  ];
}

for (const variant of engines()) {
  const test = suite<{ app: RouteApp }>(`spellings, ${variant.browser}, ${variant.engine}`);

  test.before(async (context) => {
    const files = [
      ...NAMES.map((name) => [`names/${name.replaceAll('/', '')}`, name]),
      ...IDS.map((id) => [`by-id/${id}.mp3`, id]),
      ['clip.mp3', 'clip'],
    ];
    context.app = await startRouteApp(variant, {
      files: Object.fromEntries(files),
      routes: [
        { id: 'names', requests: { glob: 'names/**' } },
        { id: 'one/:id', requests: 'by-id/:id.mp3' },
        { id: 'fragment', requests: ['clip.mp3#t=1', 'clip.mp3', './clip.mp3#t=2'] },
      ],
    });
    const { page, server } = context.app;
    for (const id of ['names', ...IDS.map((one) => `one/${one}`), 'fragment'])
      assert.is((await download(page, id)).state, 'stored', id);
    await server.stop();
  });
  test.after(({ app }) => app.close());

  for (const name of NAMES) {
    test(`${name}, without the network`, async ({ app }) => {
      for (const spelling of spellingsOf(name))
        assert.is(await textOf(app.page, `names/${spelling}`), name, spelling);
    });
  }

  for (const id of IDS) {
    test(`the id ${id}, without the network`, async ({ app }) => {
      for (const spelling of spellingsOf(id)) {
        const [path, fragment] = spelling.split('#');
        const url = `by-id/${path}.mp3${fragment === undefined ? '' : `#${fragment}`}`;
        assert.is(await textOf(app.page, url), id, url);
      }
    });
  }

  test('with and without a fragment it is one file', async ({ app }) => {
    assert.is(await textOf(app.page, 'clip.mp3#t=9'), 'clip');
    const asked = app.server.requests.filter(({ pathname }) => pathname === '/clip.mp3');
    assert.is(asked.length, 1);
  });

  test('what a server may tell apart stays apart', async ({ app }) => {
    const { page } = app;
    assert.is(await textOf(page, 'names/ep@2.mp3?v=1'), 'TypeError');
    assert.is(await textOf(page, 'names/a/b.mp3'), 'TypeError');
    assert.is(await textOf(page, 'names/50%25%20off%20'), 'TypeError');
    assert.is(await textOf(page, 'names/A.mp3'), 'TypeError');
  });

  test.run();
}
