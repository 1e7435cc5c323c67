import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fileInMemory } from '../../../src/build/assets/built-file.ts';
import { findWebManifest, type WebManifest } from '../../../src/build/assets/web-manifest.ts';

const find = (files: Record<string, string>): Promise<WebManifest | undefined> =>
  findWebManifest(Object.entries(files).map(([path, text]) => fileInMemory(path, text)));

const CASES: [name: string, files: Record<string, string>, expected: WebManifest | undefined][] = [
  ['none', { 'index.html': '' }, undefined],
  ['a name', { 'manifest.webmanifest': '{"name":"App","short_name":"A"}' }, { name: 'App', icons: [] }],
  ['a short name', { 'manifest.json': '{"short_name":"A","icons":[]}' }, { name: 'A', icons: [] }],
  ['no name', { 'site.webmanifest': '{"icons":[{"src":"i.png"}]}' }, { icons: [{ src: 'i.png' }] }],
  [
    'icons: what the UI takes of them, beside the manifest',
    {
      'pwa/manifest.webmanifest': JSON.stringify({
        name: 'App',
        icons: [
          { src: 'i.png', sizes: '1x1', type: 'image/png', purpose: 'any' },
          { src: './j.png', purpose: 'maskable any' },
          { src: '../k.png' },
          { src: '/l.png' },
          { src: 'https://cdn.example/m.png' },
          { src: 'maskable.png', purpose: 'maskable' },
          { src: 'mono.png', purpose: 'monochrome' },
        ],
      }),
    },
    {
      name: 'App',
      icons: [
        { src: 'pwa/i.png', sizes: '1x1', type: 'image/png' },
        { src: 'pwa/j.png' },
        { src: 'k.png' },
        { src: '/l.png' },
        { src: 'https://cdn.example/m.png' },
      ],
    },
  ],
  [
    'the one nearest the root',
    { 'a/b/manifest.webmanifest': '{"name":"deep"}', 'a/manifest.webmanifest': '{"name":"near"}' },
    { name: 'near', icons: [] },
  ],
  [
    'the better name',
    { 'manifest.json': '{"name":"json"}', 'manifest.webmanifest': '{"name":"web"}' },
    { name: 'web', icons: [] },
  ],
  [
    'one that is broken is passed over',
    { 'manifest.webmanifest': '{', 'manifest.json': '{"name":"json"}' },
    { name: 'json', icons: [] },
  ],
  ['only broken ones', { 'manifest.json': '{' }, undefined],
  ["a bundler's manifest is none", { '.vite/manifest.json': '{"index.html":{"file":"a.js"}}' }, undefined],
  ['an array is none', { 'manifest.json': '[]' }, undefined],
  ['null is none', { 'manifest.json': 'null' }, undefined],
  ['another file of a like name is none', { 'my-manifest.json': '{"name":"x"}' }, undefined],
];

for (const [name, files, expected] of CASES) {
  test(name, async () => assert.equal(await find(files), expected));
}

test.run();
