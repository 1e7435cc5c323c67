import type { Album, AlbumMetadata, Track } from './album.ts';
import { keptAlbum, keptAt, trackFile } from './album.ts';
import { type ApiAlbum, loadAlbum } from './album-api.ts';
import { albumItem } from './album-item.ts';
import { albumPlayer } from './album-player.ts';
import { albumCover } from './album-section.ts';
import { albumShelf } from './album-store.ts';
import { appUrl } from './base.ts';
import { coverImage } from './cover-image.ts';
import { element, icon, setText } from './dom.ts';
import { downloadControl } from './download-control.ts';
import { formatDuration } from './format.ts';
import { ICONS } from './icons.ts';
import { downloadOf, findDownload, startItem, stateOf, watchItem } from './item-store.ts';
import type { AlbumItem } from './items.ts';
import { linkTo, type Page } from './router.ts';
import { filesOf, watchTracks } from './track-files.ts';
import { trackList } from './track-list.ts';

/** What a click on the browser's download UI has led here after. */
const OUTCOMES: Readonly<Record<string, string>> = {
  success: 'All of it has arrived. It plays with no network now.',
  fail: 'Some of it has not arrived. What has is kept; try the rest again below.',
};

/** One album, to listen to and to keep, as a whole or track by track. */
export const albumPage: Page = (signal, id) => {
  const known = albumShelf().albums.find((album) => album.id === id);
  const heading = element('h1', { tabindex: -1 }, known?.name ?? 'An album');
  const outlet = element('div', {}, heading);
  void show();
  return {
    title: known?.name ?? 'An album',
    content: element(
      'article',
      { class: 'album' },
      element('a', { ...linkTo(''), class: 'back' }, icon(ICONS.back), 'All music'),
      outcome(),
      outlet,
    ),
  };

  async function show(): Promise<void> {
    const told = await loadAlbum(id).catch(() => undefined);
    const kept = told ? undefined : await keptOf(id);
    if (signal.aborted) return;
    const album = told ?? kept?.album;
    if (album) {
      heading.textContent = album.name;
      document.title = `${album.name} · Slow Weather`;
      outlet.replaceChildren(...albumParts(album, told?.tracks ?? kept?.tracks ?? [], heading, signal));
    } else {
      outlet.replaceChildren(heading, unreachable());
      addEventListener('online', () => void show(), { signal, once: true });
    }
  }
};

function unreachable(): HTMLElement {
  return element(
    'p',
    { class: 'lead' },
    'The library cannot be reached, and this album is not on this device. It will be here when the connection is back.',
  );
}

async function keptOf(id: string): Promise<{ album: Album; tracks: readonly Track[] } | undefined> {
  const metadata = (await findDownload(`album/${id}`))?.metadata as AlbumMetadata | undefined;
  return metadata && { album: keptAlbum(id, metadata), tracks: metadata.tracks };
}

function albumParts(
  album: Album,
  tracks: readonly Track[],
  heading: HTMLElement,
  signal: AbortSignal,
): HTMLElement[] {
  const item = albumItem(album);
  const seconds = tracks.reduce((sum, { duration }) => sum + duration, 0);
  const player = albumPlayer({
    tracks,
    signal,
    source: (n) => sourceOf(album.id, n),
    changed: (n) => list.mark(n),
  });
  const list = trackList(item, tracks, signal, player.toggle);
  return [
    element(
      'div',
      { class: 'episode' },
      coverImage(albumCover(album)),
      element(
        'div',
        { class: 'episode-text' },
        element(
          'p',
          { class: 'eyebrow' },
          `Album, ${album.year} · ${tracks.length} tracks · ${formatDuration(seconds)}`,
        ),
        heading,
        element('p', { class: 'lead' }, album.artist),
        player.element,
        downloadControl(item, signal, 'Download all'),
      ),
    ),
    tracksHead(item, tracks, signal),
    list.element,
  ];
}

/** How many tracks are here, and a button for the rest where some are. */
function tracksHead(item: AlbumItem, tracks: readonly Track[], signal: AbortSignal): HTMLElement {
  const count = element('p', { class: 'eyebrow' });
  const rest = element(
    'button',
    { type: 'button', class: 'button', 'data-action': 'download', hidden: true },
    icon(ICONS.download),
    'Download the rest',
  );
  rest.addEventListener('click', () => void startItem(item));
  let kept = 0;
  const update = (): void => {
    setText(count, `${kept > 0 ? kept : 'None'} of ${tracks.length} on this device`);
    rest.hidden = kept === 0 || kept === tracks.length || stateOf(item).name !== 'stored';
  };
  watchTracks(item, signal, (files) => {
    kept = [...files.values()].filter(({ state }) => state === 'stored').length;
    update();
  });
  watchItem(item, signal, update);
  return element(
    'div',
    { class: 'tracks-head' },
    element('div', {}, element('h2', {}, 'Tracks'), count),
    rest,
  );
}

/** From this device, or by a URL that is good now. */
async function sourceOf(id: string, n: number): Promise<string | undefined> {
  const file = (await filesOf(downloadOf(`album/${id}`))).get(n);
  if (file?.state === 'stored') return appUrl(keptAt(id, trackFile(n)));
  const album: ApiAlbum | undefined = await loadAlbum(id).catch(() => undefined);
  const url = album?.tracks.find((track) => track.n === n)?.url;
  return url === undefined ? undefined : appUrl(url);
}

function outcome(): HTMLElement | false {
  const text = OUTCOMES[new URLSearchParams(location.search).get('after') ?? ''];
  return text !== undefined && element('p', { class: 'outcome', role: 'status' }, text);
}
