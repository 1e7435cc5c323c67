import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DownloadSnapshot } from '../../../src/shared/download-snapshot.ts';
import type { Download } from '../../../src/window/client/download.ts';
import { create, forgetAll, of, snapshot } from '../../support/tracked-download.ts';
import { untilSettled } from '../../support/until-settled.ts';

test.after.each(forgetAll);

test('it tells what the snapshot tells', () => {
  const download = create(snapshot());
  for (const [name, value] of Object.entries(snapshot())) {
    assert.equal(download[name as keyof DownloadSnapshot], value, name);
  }
});

test('what it is asked for it asks the worker', async () => {
  const asked: unknown[] = [];
  const download = create(snapshot(), { asked });
  await download.files();
  assert.ok(await download.remove());
  assert.ok(await download.remove(['a']));
  assert.ok(await download.update({ title: 'b' }));
  const { id } = download;
  assert.equal(asked, [
    { type: 'files', id },
    { type: 'remove', id, urls: undefined },
    { type: 'remove', id, urls: ['a'] },
    { type: 'update', id, change: { title: 'b' } },
  ]);
});

test('metadata that nobody can copy is not sent', async () => {
  const asked: unknown[] = [];
  const download = create(snapshot(), { asked });
  const end = await untilSettled(() => download.update({ metadata: () => 5 }));
  assert.equal(end, {
    code: 'invalid-metadata',
    details: { id: 'episode/5', reason: 'cannot be copied' },
  });
  assert.equal(asked, []);
});

test('its snapshot is frozen, and the same while nothing changes', () => {
  const download = create(snapshot());
  const before = download.snapshot;
  assert.ok(Object.isFrozen(before));
  assert.is(download.snapshot, before);
  assert.equal(before, {
    ...snapshot(),
    progress: 0.1,
    bytesPerSecond: 0,
    secondsLeft: undefined,
  });
  of(download).update(snapshot({ downloaded: 50, updatedAt: 3 }));
  assert.is.not(download.snapshot, before);
  assert.is(download.snapshot.progress, 0.5);
  assert.is(before.progress, 0.1);
});

test('its snapshot is that of the moment when an event comes', () => {
  const download = create(snapshot());
  const seen: unknown[] = [];
  download.addEventListener('statechange', () => seen.push(download.snapshot.state));
  of(download).update(snapshot({ state: 'storing' }));
  of(download).update();
  assert.equal(seen, ['storing', 'removed']);
});

test('what it shows by itself is what its snapshot has', () => {
  const download = create(snapshot());
  for (const [name, value] of Object.entries(download.snapshot))
    assert.is(download[name as keyof Download], value, name);
});

test.run();
