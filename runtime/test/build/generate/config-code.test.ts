import vm from 'node:vm';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { CONFIG_LINE, configLine, fillConfig } from '../../../src/build/generate/config-code.ts';
import { parseConfig } from '../../../src/shared/parsed-config.ts';
import type { WorkerConfig } from '../../../src/shared/worker-config.ts';

const CONFIG: WorkerConfig = {
  routes: [{ id: 'a', requests: [{ url: '/$&/$1' }], title: "</script> $' \u2028 \"'`" }],
};

/** Of this realm, with the sources of its expressions. */
const plain = (config: unknown): unknown =>
  JSON.parse(
    JSON.stringify(config, (_, value) => (typeof value?.source === 'string' ? String(value) : value)),
  );

const configOf = (code: string): unknown => {
  const self: { __BGF_CONFIG?: unknown } = {};
  vm.runInNewContext(code, { self });
  return plain(self.__BGF_CONFIG);
};

const PARSED = plain(parseConfig(CONFIG));

test('the line gives the config, parsed', () => assert.equal(configOf(configLine(CONFIG)), PARSED));

const COMPILED: [name: string, code: string][] = [
  ['as it was written', `${CONFIG_LINE}self.rest=1`],
  ['with other quotes', `${CONFIG_LINE.replaceAll('"', "'")}self.rest=1`],
  ['as a template', `${CONFIG_LINE.replaceAll('"', '`')}self.rest=1`],
  ['minified', `"use strict";self.rest=1,${CONFIG_LINE.trim()}`],
];

for (const [name, code] of COMPILED) {
  test(`a compiled worker gets it: ${name}`, () => {
    const filled = fillConfig(code, CONFIG);
    assert.ok(filled);
    assert.equal(configOf(filled), PARSED);
    assert.is(filled.split('\n').length, code.split('\n').length);
  });
}

test('a worker without a place for it gets none', () => {
  assert.is(fillConfig('self.rest=1', CONFIG), undefined);
});

test.run();
