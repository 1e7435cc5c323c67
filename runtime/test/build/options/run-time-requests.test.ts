import { test } from 'uvu';
import { LIST, type Loose, type Mistakes, ROW, SERVE, testMistakes } from '../../support/run-time-routes.ts';

const OWN_PAGES = 'A service worker can only open pages of its own: give a path.';
const ONE_OF_ITS_OWN =
  'It is the URL under which the app asks for a file, and has to be one of its own: give a path.';
const BACKGROUND = 'only http and https can be fetched in the background';
const POINTER = 'Give a JSON Pointer in which one * stands for every item, such as "/tracks/*/url".';
const UNSERVED =
  'gives requests when the app runs, and nothing says which URLs they may have, so that none of their files could be served. ' +
  "Say which URLs the app asks for them under: serve: 'media/*'.";

const MISTAKES: Mistakes = {
  'invalid-row': (
    [
      [{ from: 4 }, 'from is 4 and to is 3: the first number must not be greater than the last'],
      [{ to: 0 }, 'from is 1 and to is 0: the first number must not be greater than the last'],
      [{ from: '10', to: '9' }, 'from is 10 and to is 9: the first number must not be greater than the last'],
      [{ from: 10, to: '9' }, 'from is 10 and to is 9: the first number must not be greater than the last'],
      [{ to: 10_001 }, 'it has 10001 numbers, and at most 10000 are possible'],
      [{ from: 0, to: 10_000 }, 'it has 10001 numbers, and at most 10000 are possible'],
      [
        { to: 'ten' },
        'to is "ten", which is no number: give a number, or a template of one, such as ":count"',
      ],
      [
        { from: '-1' },
        'from is "-1", which is no number: give a number, or a template of one, such as ":count"',
      ],
      [
        { to: '1.5' },
        'to is "1.5", which is no number: give a number, or a template of one, such as ":count"',
      ],
      [
        { to: '\\:id' },
        'to is "\\:id", which is no number: give a number, or a template of one, such as ":count"',
      ],
    ] as [Loose, string][]
  ).map(([row, reason]) => [
    { requests: { ...ROW, ...row } },
    `the row of "n" of the request "${ROW.url}" has no numbers to fetch: ${reason}.`,
  ]),
  'invalid-pointer': (
    [
      ['urls', 'tracks/*', 'does not begin with a slash'],
      ['urls', '*', 'does not begin with a slash'],
      ['urls', '/tracks/url', 'has no "*" for every item'],
      ['urls', '/tracks/*.url', 'has no "*" for every item'],
      ['urls', '/discs/*/tracks/*', 'has 2 times "*", and one list can be gone through'],
      ['urls', '/~a/*', 'has a "~" that is not "~0" (a tilde) or "~1" (a slash)'],
      ['sizes', '/tracks/0', 'has no "*" for every item'],
      ['sizes', '#/tracks/*', 'does not begin with a slash'],
      ['revisions', '/*/*', 'has 2 times "*", and one list can be gone through'],
      ['revisions', '/a~/*', 'has a "~" that is not "~0" (a tilde) or "~1" (a slash)'],
      ['as', '/*/paths/*', 'has 2 times "*", and one list can be gone through'],
      ['as', '/*/~2', 'has a "~" that is not "~0" (a tilde) or "~1" (a slash)'],
    ] as [string, string, string][]
  ).map(([member, pointer, reason]) => [
    { requests: { ...LIST, [member]: pointer }, ...SERVE },
    `${member} of the list "${LIST.list}" is "${pointer}", which ${reason}. ${POINTER}`,
  ]),
  'foreign-as': [
    'https://cdn.example/:file',
    '//cdn.example/:file',
    '/\\\\cdn.example/:file',
    'data:,:file',
    'blob:https://own-origin.invalid/:file',
    'https://:file/',
    'http://own-origin.invalid/:file',
  ].map((as) => [
    { requests: { ...LIST, as } },
    `as of the list "${LIST.list}" leads to another origin ("${as}"). ${ONE_OF_ITS_OWN}`,
  ]),
  'missing-serve': [
    [{ requests: 'page' }, `the page ${UNSERVED}`],
    [{ requests: ['page', 'media/:id.mp3'] }, `the page ${UNSERVED}`],
    [{ requests: ['page', { glob: '**' }] }, `the page ${UNSERVED}`],
    [{ requests: LIST }, `the list "${LIST.list}" ${UNSERVED}`],
    [{ requests: { ...LIST, as: '/tracks/*/path' } }, `the list "${LIST.list}" ${UNSERVED}`],
    [
      {
        requests: [
          { ...LIST, as: ':file' },
          { ...LIST, list: '/b' },
        ],
      },
      `the list "/b" ${UNSERVED}`,
    ],
    [{ requests: ['page', { ...LIST, as: ':file' }] }, `the page ${UNSERVED}`],
  ],
  'foreign-click': [
    ['progress', 'https://other.example/'],
    ['success', '//other.example/:id'],
    ['fail', '/\\\\other.example'],
    ['fail', 'javascript:0'],
    ['success', 'tel:123'],
    ['progress', 'https://'],
    ['success', 'https://own-origin.invalid:1/'],
  ].map(([outcome = '', url]) => [
    { requests: '/a', click: { [outcome]: url } },
    `click.${outcome} leads to another origin ("${url}"). ${OWN_PAGES}`,
  ]),
  'invalid-url': [
    [
      { requests: 'page', serve: 'data:text/plain,*' },
      `serve "data:text/plain,*" has the scheme "data:"; ${BACKGROUND}.`,
    ],
    [
      { requests: 'page', serve: 'blob:https://a.example/*' },
      `serve "blob:https://a.example/*" has the scheme "blob:"; ${BACKGROUND}.`,
    ],
    [
      { requests: 'page', serve: ['*', 'file:///*'] },
      `serve "file:///*" has the scheme "file:"; ${BACKGROUND}.`,
    ],
    [{ requests: 'page', serve: 'https://' }, 'serve "https://" is no valid URL.'],
    [{ requests: 'page', serve: 'https://a b/*' }, 'serve "https://a b/*" is no valid URL.'],
    [
      { requests: 'page', serve: 'ws\\://a.example/*' },
      `serve "ws\\://a.example/*" has the scheme "ws:"; ${BACKGROUND}.`,
    ],
    [
      { requests: { ...ROW, url: 'ftp://a.example/:n' } },
      `the request "ftp://a.example/:n" has the scheme "ftp:"; ${BACKGROUND}.`,
    ],
    [
      { requests: { ...LIST, list: 'data:application/json,{}' }, ...SERVE },
      `the list "data:application/json,{}" has the scheme "data:"; ${BACKGROUND}.`,
    ],
    [{ requests: { ...LIST, list: 'https://' }, ...SERVE }, 'the list "https://" is no valid URL.'],
  ],
  'url-credentials': [
    [
      { requests: 'page', serve: 'https://me@a.example/*' },
      'serve "https://me@a.example/*" has a user name or password in its URL, which browsers refuse. Use a cookie, or a token in the query.',
    ],
    [
      { requests: { ...LIST, list: 'https://me:x@a.example/' }, ...SERVE },
      'the list "https://me:x@a.example/" has a user name or password in its URL, which browsers refuse. Use a cookie, or a token in the query.',
    ],
  ],
  'cors-preflight': [
    [
      { requests: { ...ROW, url: 'https://a.example/:n', headers: { 'x-y': 'z' } } },
      'the request "https://a.example/:n" to another origin needs a CORS preflight because of its header "x-y". Browsers never send one ' +
        'for a background fetch, so it would always fail. Serve it from your own origin, or move what the header says into the URL.',
    ],
  ],
  'no-cors': [
    [
      { requests: { ...LIST, mode: 'no-cors' }, ...SERVE },
      `the list "${LIST.list}" has mode "no-cors", which browsers refuse in the background. Let the server send Access-Control-Allow-Origin ` +
        'and leave the mode out.',
    ],
  ],
  'unsupported-method': [
    [
      { requests: { ...ROW, method: 'POST' } },
      `the request "${ROW.url}" has the method POST. Only responses to GET can be stored and served.`,
    ],
    [
      { requests: { ...LIST, method: 'PUT' }, ...SERVE },
      `the list "${LIST.list}" has the method PUT. Only responses to GET can be stored and served.`,
    ],
  ],
  'invalid-pattern': [
    [
      { requests: { ...ROW, url: '/{:n' } },
      'the request "/{:n" cannot be read: "{" in "/{:n" is not closed.',
    ],
    [
      { requests: { ...ROW, to: '{:id' } },
      `to of the request "${ROW.url}" cannot be read: "{" in "{:id" is not closed.`,
    ],
    [
      { requests: { ...LIST, list: '{a' }, ...SERVE },
      'the list "{a" cannot be read: "{" in "{a" is not closed.',
    ],
    [
      { requests: { ...LIST, as: '{:file' } },
      `as of the list "${LIST.list}" cannot be read: "{" in "{:file" is not closed.`,
    ],
    [{ requests: 'page', serve: '{*' }, 'serve "{*" cannot be read: "{" in "{*" is not closed.'],
    [{ requests: '/a', click: { success: '{' } }, 'click.success cannot be read: "{" in "{" is not closed.'],
  ],
};

testMistakes(test, MISTAKES);

test.run();
