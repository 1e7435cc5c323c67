import type { Track } from './album.ts';
import { element, setText } from './dom.ts';

/** An audio element for the tracks of an album, one after the other. */
export interface AlbumPlayer {
  readonly element: HTMLElement;
  /** Plays a track, or pauses the one that plays. */
  toggle(n: number): void;
}

/** What a player needs to know. */
export interface PlayerOptions {
  readonly tracks: readonly Track[];
  readonly signal: AbortSignal;
  /** Where a track can be had now; undefined for nowhere. */
  source(n: number): Promise<string | undefined>;
  /** Told which track plays, or that none does. */
  changed(playing: number | undefined): void;
}

/** Makes the player of an album. */
export function albumPlayer({ tracks, signal, source, changed }: PlayerOptions): AlbumPlayer {
  const audio = element('audio', { controls: true, preload: 'none', 'aria-label': 'Player' });
  const title = element('p', { class: 'album-playing' }, 'Choose a track');
  let current: Track | undefined;

  const play = async (track: Track): Promise<void> => {
    current = track;
    const url = await source(track.n);
    if (current !== track || signal.aborted) return;
    setText(title, url === undefined ? `${track.title} needs the network` : track.title);
    if (url === undefined) return audio.pause();
    audio.src = url;
    // A browser may refuse without a gesture; its own button is there.
    await audio.play().catch(() => undefined);
  };
  audio.addEventListener('play', () => changed(current?.n));
  audio.addEventListener('pause', () => changed(undefined));
  audio.addEventListener('ended', () => {
    const next = current && tracks[tracks.indexOf(current) + 1];
    if (next) void play(next);
  });
  signal.addEventListener('abort', () => audio.pause());
  return {
    element: element('div', { class: 'player' }, title, audio),
    toggle(n) {
      const track = tracks.find((one) => one.n === n);
      if (track === current && !audio.paused) return audio.pause();
      if (track) void play(track);
    },
  };
}
