import type { Track } from './album.ts';
import { dropTrack, keepTrack, retryItem } from './album-actions.ts';
import { element, icon, setAttribute, setText } from './dom.ts';
import { formatDuration } from './format.ts';
import { ICONS } from './icons.ts';
import { stateOf, watchItem } from './item-store.ts';
import type { AlbumItem } from './items.ts';
import { type TrackFace, trackFace } from './track-face.ts';
import { type TrackFiles, watchTracks } from './track-files.ts';

/** A list of tracks, each with what is known of its file. */
export interface TrackList {
  readonly element: HTMLElement;
  /** Marks the track that plays. */
  mark(playing: number | undefined): void;
}

const LABELS = { download: 'Download', remove: 'Remove', retry: 'Try again' } as const;

/** The tracks of an album; a press on one calls `toggle`. */
export function trackList(
  item: AlbumItem,
  tracks: readonly Track[],
  signal: AbortSignal,
  toggle: (n: number) => void,
): TrackList {
  const rows = tracks.map((track) => trackRow(item, track, toggle));
  let files: TrackFiles = new Map();
  const update = (): void => {
    const isRunning = ['starting', 'downloading', 'storing'].includes(stateOf(item).name);
    for (const { track, show } of rows) show(trackFace(track, files.get(track.n), isRunning));
  };
  watchTracks(item, signal, (found) => {
    files = found;
    update();
  });
  watchItem(item, signal, update);
  return {
    element: element(
      'ol',
      { class: 'tracks', role: 'list', 'aria-label': 'Tracks' },
      ...rows.map(({ element: row }) => row),
    ),
    mark(playing) {
      for (const { track, play } of rows) play(track.n === playing);
    },
  };
}

interface Row {
  readonly track: Track;
  readonly element: HTMLElement;
  show(face: TrackFace): void;
  play(isPlaying: boolean): void;
}

function trackRow(item: AlbumItem, track: Track, toggle: (n: number) => void): Row {
  const { n, title, duration } = track;
  const symbol = element('span', { class: 'track-symbol' }, icon(ICONS.run));
  const player = element(
    'button',
    { type: 'button', class: 'track-play' },
    element('span', { class: 'track-number', 'aria-hidden': 'true' }, String(n)),
    symbol,
  );
  const note = element('span', { class: 'track-note' });
  const sign = element('span', { class: 'button-symbol' });
  const label = element('span', { class: 'track-action-label' });
  const button = element('button', { type: 'button', class: 'button track-action' }, sign, label);
  const row = element(
    'li',
    { class: 'track', 'data-track': n },
    player,
    element('span', { class: 'track-text' }, element('span', { class: 'track-title' }, title), note),
    element('span', { class: 'track-time' }, formatDuration(duration)),
    button,
  );
  let action: TrackFace['action'];
  player.addEventListener('click', () => toggle(n));
  button.addEventListener('click', () => {
    if (action === 'download') void keepTrack(item, n);
    if (action === 'remove') void dropTrack(item, n);
    if (action === 'retry') void retryItem(item);
  });
  const play = (isPlaying: boolean): void => {
    symbol.replaceChildren(icon(isPlaying ? ICONS.pause : ICONS.run));
    setAttribute(player, 'aria-label', `${isPlaying ? 'Pause' : 'Play'} ${title}`);
    setAttribute(row, 'data-playing', isPlaying);
  };
  play(false);
  return {
    track,
    element: row,
    play,
    show(face) {
      row.dataset.state = face.state;
      setText(note, face.text);
      if (action === face.action && sign.firstChild) return;
      action = face.action;
      // It keeps its place, and the focus, where there is nothing to do.
      setAttribute(button, 'aria-disabled', action ? undefined : 'true');
      setAttribute(button, 'data-action', action);
      setAttribute(button, 'aria-label', action ? `${LABELS[action]}: ${title}` : `Nothing to do: ${title}`);
      sign.replaceChildren(icon(action ? ICONS[action] : ICONS.download));
      setText(label, action ? LABELS[action] : '');
    },
  };
}
