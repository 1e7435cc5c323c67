import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { WITH_ENGINE } from '../../../src/shared/engine-choice.ts';
import { leaveNative } from '../../../src/window/fallback/leave-native.ts';
import { withGlobals } from '../../support/page-globals.ts';
import { type End, untilSettled } from '../../support/until-settled.ts';

const OLD = '0';

interface Case {
  name: string;
  isNew: boolean;
  /** Whether the browser's own gives null to everything. */
  isProbed?: boolean;
  /** When it was written down. */
  note?: string;
  /** What our engine works on. */
  state?: string;
  end: End;
  /** Whether there is a note afterwards. */
  noted: boolean;
  /** Whether the worker was asked for the engine. */
  asked: boolean;
}

const ours: End = { value: true };
const again: End = { value: false };

const CASES: Case[] = [
  { name: 'a start that was refused just now', isNew: true, end: ours, noted: true, asked: true },
  {
    name: 'one that was, although it was noted long ago',
    isNew: true,
    note: OLD,
    end: ours,
    noted: true,
    asked: true,
  },
  {
    name: 'a browser that says so by itself',
    isNew: false,
    isProbed: true,
    end: ours,
    noted: false,
    asked: true,
  },
  {
    name: 'one that does, and an old note',
    isNew: false,
    isProbed: true,
    note: OLD,
    end: ours,
    noted: true,
    asked: true,
  },
  { name: 'a note of today', isNew: false, note: 'now', end: ours, noted: true, asked: true },
  { name: 'an old note', isNew: false, note: OLD, end: again, noted: false, asked: false },
  {
    name: 'an old note, and a download of our engine',
    isNew: false,
    note: OLD,
    state: 'downloading',
    end: ours,
    noted: true,
    asked: true,
  },
];

for (const { name, isNew, isProbed = false, note, state = 'stored', end, noted, asked } of CASES) {
  test(`${name}: ${end === ours ? 'ours' : "the browser's own is tried again"}`, async () => {
    let entry = note && new Response(note === 'now' ? String(Date.now()) : note);
    const caches = {
      open: async () => ({
        put: async (_: string, response: Response) => {
          entry = response;
        },
      }),
      match: async () => entry || undefined,
      delete: async () => {
        entry = undefined;
      },
    };
    let isAsked = false;
    const active = Object.assign(new EventTarget(), {
      state: 'activated',
      scriptURL: 'https://app.example/sw.js',
      postMessage(message: unknown, [port]: [MessagePort]) {
        isAsked ||= message === WITH_ENGINE;
        port.postMessage(message === WITH_ENGINE ? true : { ok: true, value: [{ id: 'x', state }] });
        port.close();
      },
    });
    const backgroundFetch = { get: async () => (isProbed ? null : undefined) };
    const registration = { active, backgroundFetch } as unknown as ServiceWorkerRegistration;
    await withGlobals({ caches }, async () => {
      assert.equal(await untilSettled(() => leaveNative(registration, isNew)), end);
    });
    assert.is(Boolean(entry), noted);
    assert.is(isAsked, asked);
  });
}

test.run();
