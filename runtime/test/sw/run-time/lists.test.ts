import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ListOptions } from '../../../src/shared/route.ts';
import { compileRoutes } from '../../support/compile-routes.ts';
import { SCOPE } from '../../support/worker-scope.ts';

const { filesOfList } = await import('../../../src/sw/run-time/lists.ts');

const CDN = 'https://cdn.example/';

/** What a worker makes of a list that is answered with this document; what it throws where it refuses it. */
async function filesOf(
  document: unknown,
  options: Partial<ListOptions> = {},
): Promise<{ url: string; request: { url: string; init: object } }[]> {
  const list = { list: 'api/:id.json', urls: '/*', as: 'tracks/:id/:file', ...options };
  const serve = ['tracks/:id/*', `${CDN}*`];
  const route = { id: 'album/:id', requests: [], lists: [list], serve };
  const [compiled] = compileRoutes({ routes: [route] }, `${SCOPE}sw.js`, []);
  const download = compiled?.resolve('album/1');
  const [parsed] = compiled?.options.lists ?? [];
  assert.ok(download && parsed);
  answered.length = 0;
  answer = JSON.stringify(document);
  return filesOfList(download, parsed);
}

/** The reason for which it is refused. */
function reasonOf(document: unknown): Promise<unknown> {
  return filesOf(document).then(
    () => undefined,
    ({ error }) => [error[0], error[1].reason],
  );
}

let answer = '';
/** What the server of the list is asked. */
const answered: Request[] = [];

const test = suite('lists');
const { fetch } = globalThis;
const { canParse } = URL;

test.before(() => {
  globalThis.fetch = async (...args) => {
    answered.push(new Request(...args));
    return new Response(answer);
  };
  // Safari 16.4 and Chromium 119 do not have it.
  Object.assign(URL, { canParse: undefined });
});
test.after(() => {
  globalThis.fetch = fetch;
  Object.assign(URL, { canParse });
});

const NAMES: [path: string, asked: string][] = [
  ['live.mp3', 'live.mp3'],
  ['R%26B%20live.mp3', 'R&B%20live.mp3'],
  ['%C3%B8.mp3', '%C3%B8.mp3'],
  ['100%.mp3', '100%25.mp3'],
  ['%zz.mp3', '%25zz.mp3'],
  ['%zz%20%C3%B8.mp3', '%25zz%20%C3%B8.mp3'],
  // No UTF-8: nobody can say what is meant.
  ['M%FCller.mp3', 'M%25FCller.mp3'],
];

for (const [path, asked] of NAMES) {
  test(`${path} is asked for as ${asked}`, async () => {
    const [file] = await filesOf([`${CDN}${path}`]);
    assert.is(file?.url, `${SCOPE}tracks/1/${asked}`);
    assert.is(file?.request.url, `${CDN}${path}`);
  });
}

test('what is no URL is named', async () => {
  assert.equal(await reasonOf(['http://[']), ['list-failed', 'lists "http://[", which is no URL']);
});

test('a list of nothing is none: what is stored is not taken for too much', async () => {
  assert.equal(await reasonOf([]), ['list-failed', 'has nothing at "/*"']);
});

const OPENED: [what: string, list: string, file: string, isOpened: boolean][] = [
  ['a file beside its list', 'api/:id.json', `${SCOPE}files/1.mp3`, true],
  ['a file of another origin', 'api/:id.json', `${CDN}1.mp3`, false],
  ['a file of the origin of its list, which is not the app', `${CDN}api/:id.json`, `${CDN}1.mp3`, false],
  ['a file of the app, listed elsewhere', `${CDN}api/:id.json`, `${SCOPE}files/1.mp3`, false],
];

for (const [what, list, file, isOpened] of OPENED) {
  test(`what opens a list is ${isOpened ? '' : 'not '}sent for ${what}`, async () => {
    const headers = { authorization: 'Bearer token' };
    const [found] = await filesOf([file], { list, headers, credentials: 'include' });
    assert.is(answered[0]?.headers.get('authorization'), 'Bearer token');
    const init = isOpened ? { headers, credentials: 'include' } : { credentials: 'include' };
    assert.equal(found?.request.init, init);
  });
}

test.run();
