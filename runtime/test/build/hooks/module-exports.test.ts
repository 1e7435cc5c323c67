import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readExports } from '../../../src/build/hooks/module-exports.ts';
import { type Files, inFolder } from '../../support/temporary-folder.ts';

const UNKNOWN = undefined;

const MODULES: [code: string, values: Record<string, string | undefined>, others?: Files][] = [
  ['', {}],
  ['export function a() {}', { a: 'a function' }],
  ['export async function* a() {}', { a: 'a function' }],
  ['export const a = () => {};', { a: 'a function' }],
  ['export const a = (async function () {}) as Hook;', { a: 'a function' }],
  ['export const a = <Hook>(() => {});', { a: 'a function' }],
  ['export const a = (() => {}) satisfies Hook, b = [] as const;', { a: 'a function', b: 'an array' }],
  [
    'export const a = 5, b = "x", c = `x`, d = null;',
    { a: 'a number', b: 'a string', c: 'a string', d: 'null' },
  ],
  ['export const a = true, b = 5n, c = /x/;', { a: 'a boolean', b: 'a bigint', c: 'a regular expression' }],
  ['export const a = {}, b = class {}, c = [];', { a: 'an object', b: 'a class', c: 'an array' }],
  ['export class A {}', { A: 'a class' }],
  ['export enum A { B }', { A: 'an enum' }],
  ['export const a = make();', { a: UNKNOWN }],
  ['export let a = 5;', { a: UNKNOWN }],
  [
    'export const { a, b: [c, ...d], e = 5, ...f } = all();',
    { a: UNKNOWN, c: UNKNOWN, d: UNKNOWN, e: UNKNOWN, f: UNKNOWN },
  ],
  ['const a = 5; export { a as b };', { b: 'a number' }],
  ['const a = 5; export { a as "b c" };', { 'b c': 'a number' }],
  ['import { a } from "x"; export { a };', { a: UNKNOWN }],
  ['export { a } from "x";', { a: UNKNOWN }],
  ['export * from "x";', {}],
  ['export * as a from "x";', { a: 'a module' }],
  ['export default {};', { default: UNKNOWN }],
  ['export type A = 5; export interface B {}', {}],
  ['export declare const a: number; export declare function b(): void;', {}],
  ['interface A {} export { A };', {}],
  ['import type { A } from "x"; export { A };', {}],
  ['import { type A } from "x"; export { A };', {}],
  ['export type { A } from "x"; export { type B } from "x"; export type * from "x";', {}],
  ['exports.a = 5;', {}],
  [
    'export * from "./b"; export const a = 5;',
    { a: 'a number', b: 'a function' },
    { 'b.ts': 'export const b = () => {}, a = [];' },
  ],
  [
    'export { a as c, B } from "./b";',
    { c: 'a function' },
    { 'b.ts': 'export function a() {} export interface B {}' },
  ],
  ['export * from "./b.js";', { a: 'a function' }, { 'b.ts': 'export function a() {} export default 5;' }],
  ['export * from "./b";', { a: 'a function' }, { 'b/index.js': 'export function a() {}' }],
  ['export * from "./b";', { a: 'a number' }, { 'b.ts': 'export * from "./main"; export const a = 5;' }],
  ['export * from "./b";', {}, { 'b.ts': 'no module' }],
];

for (const [code, expected, others = {}] of MODULES) {
  test(`${code}${Object.entries(others).map(([name, text]) => ` // ${name}: ${text}`)}`, () =>
    inFolder({ 'main.ts': code, ...others }, async (folder) => {
      const { values } = await readExports(join(folder, 'main.ts'));
      assert.equal(Object.fromEntries([...values].sort()), expected);
    }));
}

for (const [name, code, values] of [
  ['main.tsx', 'export const a = <T,>(x: T) => <p>{x}</p>;', { a: 'a function' }],
  ['main.jsx', 'export const a = () => <p/>;', { a: 'a function' }],
  ['main.mjs', 'export const a = 1;', { a: 'a number' }],
  ['main.vue', '<script>export const a = 1;</script>', {}],
] as const) {
  test(`${name}: ${code}`, () =>
    inFolder({ [name]: code }, async (folder) => {
      assert.equal(Object.fromEntries((await readExports(join(folder, name))).values), values);
    }));
}

test('the files are those that relative imports lead to', () =>
  inFolder(
    {
      'main.ts':
        'import "./a"; import x from "./b.json"; import "pkg"; export * from "./c/d.js"; import "./none";',
      'a.ts': 'import "./main"; import "./style.css";',
      'style.css': 'body {}',
      'b.json': '{}',
      'c/d.ts': 'import "../e.mjs";',
      'e.mts': '',
      'unused.ts': '',
    },
    async (folder) => {
      const { files } = await readExports(join(folder, 'main.ts'));
      const expected = ['a.ts', 'b.json', 'c/d.ts', 'e.mts', 'main.ts', 'style.css'];
      assert.equal(
        [...files].sort(),
        expected.map((file) => join(folder, file)),
      );
    },
  ));

test('modules of types are not looked for', () =>
  inFolder(
    {
      'main.ts':
        'import type { A } from "./a"; export type { B } from "./b"; export type * from "./c"; import { type D } from "./d";',
    },
    async (folder) => {
      const asked: string[] = [];
      await readExports(join(folder, 'main.ts'), (_, specifier) => void asked.push(specifier));
      assert.equal(asked, ['./d']);
    },
  ));

test.run();
