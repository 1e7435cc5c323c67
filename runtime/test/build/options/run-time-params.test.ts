import { test } from 'uvu';
import { LIST, type Mistakes, ROW, SERVE, testMistakes } from '../../support/run-time-routes.ts';

const GIVES = 'which the id does not give. The id gives: id, disc.';
const REMEDY = 'Add it to the id, or write a backslash before it where it is meant literally.';
const ANYTHING =
  'Add it to the id, write * for anything, or write a backslash before it where it is meant literally.';
const FILLED =
  'metadata can be filled into title, successTitle, failTitle, and from and to of an each alone. Take a parameter of the id, or ' +
  'write a backslash before it where it is meant literally.';
const OPTIONAL = (name: string): string =>
  `which an id may lack. Put what depends on it into an optional group: {…:${name}…}?`;
const METADATA = 'stands for the metadata of a download, as in ":metadata.name". Give it another name.';

const MISTAKES: Mistakes = {
  'unknown-param': [
    [
      { requests: { ...ROW, url: 'p/:n/:idd' } },
      `the request "p/:n/:idd" has the parameter "idd", ${GIVES} Here there is also: n. ${REMEDY}`,
    ],
    [
      { requests: { ...ROW, to: ':count' } },
      `to of the request "${ROW.url}" has the parameter "count", ${GIVES} ${REMEDY}`,
    ],
    [
      { requests: { ...ROW, from: ':n' } },
      `from of the request "${ROW.url}" has the parameter "n", ${GIVES} ${REMEDY}`,
    ],
    [
      { requests: { ...ROW, to: ':metadata' } },
      `to of the request "${ROW.url}" has the parameter "metadata", ${GIVES} ${REMEDY}`,
    ],
    [
      { requests: { ...LIST, list: 'api/:album' }, ...SERVE },
      `the list "api/:album" has the parameter "album", ${GIVES} ${REMEDY}`,
    ],
    [
      { requests: { ...LIST, as: 'm/:name/:file' } },
      `as of the list "${LIST.list}" has the parameter "name", ${GIVES} Here there is also: index, file. ${REMEDY}`,
    ],
    [
      { requests: { ...LIST, as: 'm/:index/*' } },
      `as of the list "${LIST.list}" has the parameter "0", ${GIVES} Here there is also: index, file. ${REMEDY}`,
    ],
    [
      { requests: 'page', serve: 'm/:track' },
      `serve "m/:track" has the parameter "track", ${GIVES} ${ANYTHING}`,
    ],
    [
      { requests: 'page', serve: ['m/*', '/:file'] },
      `serve "/:file" has the parameter "file", ${GIVES} ${ANYTHING}`,
    ],
    [
      { requests: '/a', click: { success: '/:x' } },
      `click.success has the parameter "x", ${GIVES} ${REMEDY}`,
    ],
    [
      { requests: '/a', click: { progress: '/', fail: '/*' } },
      `click.fail has the parameter "0", ${GIVES} ${REMEDY}`,
    ],
  ],
  'optional-param': [
    [
      { requests: { ...ROW, to: ':disc' } },
      `to of the request "${ROW.url}" needs the parameter "disc", ${OPTIONAL('disc')}`,
    ],
    [
      { requests: { ...ROW, from: ':disc' } },
      `from of the request "${ROW.url}" needs the parameter "disc", ${OPTIONAL('disc')}`,
    ],
    [
      { requests: { ...ROW, url: ':disc/:n' } },
      `the request ":disc/:n" needs the parameter "disc", ${OPTIONAL('disc')}`,
    ],
    [
      { requests: { ...LIST, list: 'a/:disc' }, ...SERVE },
      `the list "a/:disc" needs the parameter "disc", ${OPTIONAL('disc')}`,
    ],
    [
      { requests: { ...LIST, as: ':disc/:file' } },
      `as of the list "${LIST.list}" needs the parameter "disc", ${OPTIONAL('disc')}`,
    ],
    [
      { requests: '/a', click: { success: '/:disc' } },
      `click.success needs the parameter "disc", ${OPTIONAL('disc')}`,
    ],
  ],
  'metadata-param': [
    [{ requests: 'm/:metadata.file' }, `the request "m/:metadata.file" has ":metadata.file", and ${FILLED}`],
    [
      { requests: { ...ROW, url: ':n/:metadata.a.b' } },
      `the request ":n/:metadata.a.b" has ":metadata.a.b", and ${FILLED}`,
    ],
    [
      { requests: { ...LIST, list: ':metadata.api' }, ...SERVE },
      `the list ":metadata.api" has ":metadata.api", and ${FILLED}`,
    ],
    [
      { requests: { ...LIST, as: ':index/:metadata.x' } },
      `as of the list "${LIST.list}" has ":metadata.x", and ${FILLED}`,
    ],
    [
      { requests: 'page', serve: ':metadata.host/*' },
      `serve ":metadata.host/*" has ":metadata.host", and ${FILLED}`,
    ],
    [{ requests: '/a', click: '/:metadata.page' }, `click has ":metadata.page", and ${FILLED}`],
    [
      { requests: '/a', click: { fail: '{/:metadata.page}?' } },
      `click.fail has ":metadata.page", and ${FILLED}`,
    ],
  ],
  'ambiguous-param': [
    [{ id: 'a/:metadata', requests: '/a' }, `the id has the name "metadata", which ${METADATA}`],
    [{ id: 'a{/:metadata}?', requests: '/a' }, `the id has the name "metadata", which ${METADATA}`],
    [
      { requests: { ...ROW, each: 'metadata', url: ':metadata' } },
      `each of the request ":metadata" has the name "metadata", which ${METADATA}`,
    ],
    [
      { requests: { ...ROW, each: 'id' } },
      `each of the request "${ROW.url}" has the name "id", which stands for a parameter of the id. Give it another name.`,
    ],
    [
      { requests: { ...ROW, each: 'disc', url: ':disc' } },
      'each of the request ":disc" has the name "disc", which stands for a parameter of the id. Give it another name.',
    ],
    [
      { id: 'a/:file', requests: { ...LIST, list: '/l', as: ':file' } },
      'the id has the name "file", which stands for the name of a file in as of the list "/l". Give it another name.',
    ],
    [
      { id: 'a/:index', requests: { ...LIST, list: '/l', as: ':file' } },
      'the id has the name "index", which stands for the place of a file in as of the list "/l". Give it another name.',
    ],
  ],
  'same-urls': [
    [
      { requests: { ...ROW, url: 'pages/:id.webp' } },
      'the request "pages/:id.webp" is the same URL for all of its files. Put ":n" into it, outside of any optional group.',
    ],
    [
      { requests: { ...ROW, url: '/p' } },
      'the request "/p" is the same URL for all of its files. Put ":n" into it, outside of any optional group.',
    ],
    [
      { requests: { ...ROW, url: '/p{/:n}?' } },
      'the request "/p{/:n}?" is the same URL for all of its files. Put ":n" into it, outside of any optional group.',
    ],
    [
      { requests: { ...ROW, url: '/p\\:n' } },
      'the request "/p\\:n" is the same URL for all of its files. Put ":n" into it, outside of any optional group.',
    ],
    [
      { requests: { ...LIST, as: 'm/:id.mp3' } },
      `as of the list "${LIST.list}" is the same URL for all of its files. Put ":index" or ":file" into it, outside of any optional group.`,
    ],
    [
      { requests: { ...LIST, as: '/m' } },
      `as of the list "${LIST.list}" is the same URL for all of its files. Put ":index" or ":file" into it, outside of any optional group.`,
    ],
    [
      { requests: { ...LIST, as: '/m{/:file}?' } },
      `as of the list "${LIST.list}" is the same URL for all of its files. Put ":index" or ":file" into it, outside of any optional group.`,
    ],
  ],
};

testMistakes(test, MISTAKES);

test.run();
