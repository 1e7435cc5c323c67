import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const FOLDER = fileURLToPath(new URL('../../src/sw', import.meta.url));

/** The rooms in the order in which each may import those before it. Those of the last three know nothing of one another. */
const ROOMS = ['ledger', 'serve', 'routes', 'commit', 'wish', 'keep', 'click'];
const APART = ['wish', 'keep', 'click'];

const roomOf = (file: string): string => dirname(relative(FOLDER, file)).split('/')[0] ?? '';

const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(FOLDER, name.replaceAll('\\', '/')));

for (const file of files.filter((name) => ROOMS.includes(roomOf(name)))) {
  test(`${relative(FOLDER, file)} imports only from rooms before its own`, () => {
    const imports = [...readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)].map(([, path = '']) =>
      resolve(dirname(file), path),
    );
    const room = roomOf(file);
    const wrong = imports.filter((imported) => {
      const other = roomOf(imported);
      if (relative(FOLDER, imported).startsWith('..') || other === room) return false;
      return ROOMS.indexOf(other) < 0 || ROOMS.indexOf(other) > ROOMS.indexOf(room) || bothApart(other, room);
    });
    assert.equal(wrong, []);
  });
}

function bothApart(...rooms: string[]): boolean {
  return rooms.every((room) => APART.includes(room));
}

test.run();
