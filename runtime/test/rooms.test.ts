import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

/**
 * The rooms of each layer in groups, each of which may import those before its own. Rooms of one group know nothing of one another.
 * The first group's, where it is the layer itself, are files that lie beside the rooms.
 */
const LAYERS: Record<string, { base: string[]; rooms: string[][] }> = {
  sw: {
    base: ['hooks.ts', 'refusal.ts', 'running.ts'],
    rooms: [
      ['ledger'],
      ['serve'],
      ['routes'],
      ['commit'],
      ['wish'],
      ['batch'],
      ['keep', 'click', 'run-time', 'queue', 'integrity', 'limits'],
      ['namespaces', 'sri'],
    ],
  },
  window: {
    base: ['capabilities.ts', 'free-space.ts', 'within.ts'],
    rooms: [['worker', 'state'], ['engine'], ['client']],
  },
  build: {
    base: ['edit-distance.ts', 'errors.ts', 'module-path.ts'],
    rooms: [['options'], ['hooks'], ['generate'], ['assets'], ['plan'], ['workbox', 'last-step']],
  },
};

for (const [layer, { base, rooms }] of Object.entries(LAYERS)) {
  const folder = fileURLToPath(new URL(`../src/${layer}`, import.meta.url));
  const pathOf = (file: string): string => relative(folder, file).replaceAll('\\', '/');
  const rankOf = (room: string): number => rooms.findIndex((group) => group.includes(room));

  for (const room of rooms.flat()) {
    const names = readdirSync(join(folder, room)).filter((name) => name.endsWith('.ts'));
    test(`${layer}/${room} has something in it`, () => assert.ok(names.length > 0));

    for (const name of names) {
      test(`${layer}/${room}/${name} imports only from rooms before its own`, () => {
        const code = readFileSync(join(folder, room, name), 'utf8');
        const imported = [...code.matchAll(/from '(\.[^']+)'/g)].map(([, path = '']) =>
          pathOf(resolve(folder, room, path)),
        );
        const wrong = imported.filter((path) => {
          const [other = '', inside] = path.split('/');
          if (other === '..' || other === room) return false;
          if (inside === undefined) return !base.includes(other);
          return rankOf(other) < 0 || rankOf(other) >= rankOf(room);
        });
        assert.equal(wrong, []);
      });
    }
  }
}

test.run();
