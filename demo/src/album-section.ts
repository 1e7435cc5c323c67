import type { Album } from './album.ts';
import { keptAt } from './album.ts';
import { albumItem } from './album-item.ts';
import { albumShelf, watchAlbums } from './album-store.ts';
import { appUrl } from './base.ts';
import { coverImage } from './cover-image.ts';
import { element, icon, setAttribute, setText } from './dom.ts';
import { downloadControl } from './download-control.ts';
import { ICONS } from './icons.ts';
import { startItem, stateOf, watchItems } from './item-store.ts';
import { linkTo } from './router.ts';

/** The second shelf: albums that nobody knew of when the app was built. */
export function albumSection(signal: AbortSignal): HTMLElement {
  const list = element('ul', { class: 'cards', role: 'list', 'aria-labelledby': 'albums-title' });
  const note = element('p', { class: 'albums-note', role: 'status' });
  watchAlbums(signal, ({ albums, list: state }) => {
    list.replaceChildren(...albums.map((album) => element('li', {}, albumCard(album, signal))));
    note.hidden = state === 'known';
    setText(
      note,
      state === 'loading'
        ? 'Asking the library…'
        : albums.length > 0
          ? 'The library cannot be reached. These are on this device.'
          : 'The library cannot be reached. Albums that you keep will be here without it.',
    );
  });
  return element(
    'section',
    { class: 'albums', 'aria-labelledby': 'albums-title' },
    element(
      'header',
      { class: 'albums-head' },
      element(
        'div',
        {},
        element('h2', { id: 'albums-title' }, 'From the library'),
        element(
          'p',
          { class: 'albums-lead' },
          'Albums that a server tells of. Their tracks have other URLs each time you ask, and one name on this device.',
        ),
      ),
      downloadAll(signal),
    ),
    note,
    list,
  );
}

/** Starts every album that is neither here nor under way. */
function downloadAll(signal: AbortSignal): HTMLElement {
  const symbol = element('span', { class: 'button-symbol' });
  const label = element('span');
  const button = element(
    'button',
    { type: 'button', class: 'button', 'data-action': 'download', 'data-download-all': true },
    symbol,
    label,
  );
  const waiting = (): Album[] =>
    albumShelf().albums.filter((album) => ['absent', 'failed'].includes(stateOf(albumItem(album)).name));
  const update = (): void => {
    const { albums, list } = albumShelf();
    const left = waiting().length;
    const isHere = albums.every((album) => stateOf(albumItem(album)).name === 'stored');
    button.hidden = list !== 'known' || albums.length === 0;
    setAttribute(button, 'aria-disabled', left === 0 ? 'true' : undefined);
    setAttribute(button, 'data-action', left === 0 ? undefined : 'download');
    symbol.replaceChildren(...(left > 0 ? [icon(ICONS.download)] : isHere ? [icon(ICONS.check)] : []));
    setText(label, isHere ? 'All on this device' : left === 0 ? 'On their way' : 'Download all');
  };
  button.addEventListener('click', async () => {
    // One after the other: a browser that wants to ask its user asks once.
    for (const album of waiting()) await startItem(albumItem(album));
  });
  watchAlbums(signal, update);
  watchItems(signal, update);
  return button;
}

function albumCard(album: Album, signal: AbortSignal): HTMLElement {
  const { id, name, artist, year, trackCount } = album;
  const link = element('a', { ...linkTo(`albums/${id}`), class: 'card-link' }, name);
  return element(
    'article',
    { class: 'card' },
    coverImage(albumCover(album)),
    element('p', { class: 'eyebrow' }, `${year} · ${trackCount} tracks`),
    element('h2', {}, link),
    element('p', { class: 'card-description' }, artist),
    downloadControl(albumItem(album), signal),
  );
}

/** The cover of an album: as the API has it, or as it is kept. */
export function albumCover({ id, cover, weather }: Album): Parameters<typeof coverImage>[0] {
  return { src: appUrl(cover), spare: appUrl(keptAt(id, 'cover.svg')), weather, name: `album-${id}` };
}
