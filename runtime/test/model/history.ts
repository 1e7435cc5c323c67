import type { DownloadSnapshot } from '../../src/shared/download-snapshot.ts';
import type { LedgerEntry } from '../../src/store/schema.ts';
import { isPaused } from '../../src/sw/ledger/is-paused.ts';
import { transition } from './diagram.ts';

/** What has become of the downloads of a life, and what pages were told of them. */
export class History {
  /** What has happened, in words. */
  readonly story: string[] = [];
  /** Where downloads have gone from one state to another. */
  readonly transitions: Set<string> = new Set();
  /** What was known of downloads when they began to wait. */
  readonly before: Map<string, LedgerEntry | undefined> = new Map();
  /** The first two snapshots that differ, and are of one time. */
  contradiction: string | undefined;
  readonly #heard: Map<string, string> = new Map();
  #states: Map<string, LedgerEntry> = new Map();
  readonly #wanted: readonly string[];

  /** @param wanted - the downloads that pages are asking for. */
  constructor(wanted: readonly string[]) {
    this.#wanted = wanted;
  }

  /** What is known of a download now. */
  entryOf(id: string): LedgerEntry | undefined {
    return this.#states.get(id);
  }

  /** Notes what has become of each download. */
  watch(entries: readonly LedgerEntry[]): void {
    const states = new Map(entries.map((entry) => [entry.id, entry]));
    for (const id of new Set([...states.keys(), ...this.#states.keys()])) {
      this.#watchPause(id, states.get(id));
      const [before, now] = [this.#states.get(id)?.state ?? 'none', states.get(id)?.state ?? 'none'];
      if (before === now) continue;
      if (now === 'waiting') this.before.set(id, this.#states.get(id));
      this.story.push(`    ${id}: ${transition(before, now)}`);
      this.transitions.add(transition(before, now));
    }
    this.#states = states;
  }

  /** What is paused is so until somebody asks for it, or it has come to its end. */
  #watchPause(id: string, now: LedgerEntry | undefined): void {
    const isLeft = isPaused(this.#states.get(id)) && !isPaused(now);
    if (isLeft && now && /^(?:waiting|downloading)$/.test(now.state) && !this.#wanted.includes(id))
      this.contradiction ??= `${id} was paused, and is ${now.state}, although nobody has asked for it`;
  }

  /** Of two snapshots the later is greater, so no two that differ are of one time. */
  hear(snapshot: DownloadSnapshot): void {
    const time = `${snapshot.id} ${snapshot.createdAt} ${snapshot.updatedAt}`;
    const text = JSON.stringify(snapshot);
    const other = this.#heard.get(time) ?? text;
    if (other !== text) this.contradiction ??= `${text} and ${other} are of one time`;
    this.#heard.set(time, text);
  }

  /** @throws Error with the lie, and with all that has led to it. */
  fail(lie: string): never {
    throw new Error(`${lie}\n\n${this.story.join('\n')}`);
  }
}
