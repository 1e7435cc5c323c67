import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DownloadSnapshot } from '../../../src/shared/download-snapshot.ts';
import { KnownDownloads } from '../../../src/window/client/known-downloads.ts';
import { arrival, Native, snapshotOf } from '../../support/fake-page.ts';

const ID = 'episode/5';

/** What the client has been told: `*` of any change, otherwise the state of a download. */
function client(native?: Native): { known: KnownDownloads; told: string[] } {
  const told: string[] = [];
  const known = new KnownDownloads({
    ask: async () => undefined as never,
    pause: async () => false,
    resume: async () => false,
    needsPress: () => false,
    native: async () => native as never,
    changed: (download) => told.push(download ? download.state : '*'),
  });
  return { known, told };
}

function at(updatedAt: number, state: DownloadSnapshot['state'] = 'storing'): DownloadSnapshot {
  return snapshotOf(ID, { updatedAt, state });
}

test('one object for each id, which is told of when it appears and changes its state', () => {
  const { known, told } = client();
  const download = known.receive(at(1));
  assert.is(known.receive(at(2)), download);
  assert.is(known.receive(at(3, 'stored')), download);
  assert.equal(told, ['storing', '*', '*', 'stored']);
});

test('what is known already is no change', () => {
  const { known, told } = client();
  const { snapshot } = known.receive(at(1));
  told.length = 0;
  assert.is(known.receive(at(1)).snapshot, snapshot);
  assert.equal(told, []);
});

test('what is overtaken is left', () => {
  const { known } = client();
  known.receive(at(2, 'stored'));
  assert.is(known.receive(at(1)).state, 'stored');
});

test('what was removed does not come back by an answer that was under way', () => {
  const { known } = client();
  const download = known.receive(at(1));
  known.forget({ id: ID, updatedAt: 3 });
  assert.is(download.state, 'removed');
  known.receive(at(2));
  assert.equal(known.statuses(), []);
  const next = known.receive(at(4));
  assert.is.not(next, download);
  assert.equal(
    known.statuses().map(({ state }) => state),
    ['storing'],
  );
  assert.is(download.state, 'removed');
});

test('one that was removed before anything was known of it', () => {
  const { known, told } = client();
  known.forget({ id: ID, updatedAt: 3 });
  known.receive(at(2));
  assert.equal(known.statuses(), []);
  assert.equal(told, []);
});

test('the browser is asked for what is being downloaded', async () => {
  const native = new Native();
  native.downloaded = 7;
  const { known } = client(native);
  const download = known.receive(at(1, 'downloading'));
  assert.is(download.downloaded, 0);
  await arrival();
  assert.is(download.downloaded, 7);
  known.forget({ id: ID, updatedAt: 2 });
});

test('a browser that cannot tell does not matter', async () => {
  const known = new KnownDownloads({
    ask: async () => undefined as never,
    pause: async () => false,
    resume: async () => false,
    needsPress: () => false,
    native: () => Promise.reject(new TypeError('No.')),
    changed: () => undefined,
  });
  const download = known.receive(at(1, 'downloading'));
  await arrival();
  assert.is(download.downloaded, 0);
});

test.run();
