import { watchConnection } from './connection.ts';
import { coverImage } from './cover-image.ts';
import { element, icon, setText } from './dom.ts';
import { downloadControl } from './download-control.ts';
import { episodeCover } from './episode-cover.ts';
import { EPISODES, type Episode } from './episodes.ts';
import { formatDuration } from './format.ts';
import { ICONS } from './icons.ts';
import { stateOf, watchItem } from './item-store.ts';
import { episodeItem } from './items.ts';
import { notFoundPage } from './not-found-page.ts';
import { player } from './player.ts';
import { linkTo, type Page } from './router.ts';

/** One episode, to listen to and to keep. */
export const episodePage: Page = (signal, slug) => {
  const index = EPISODES.findIndex((episode) => episode.slug === slug);
  const episode = EPISODES[index];
  if (!episode) return notFoundPage(signal, slug);
  const content = element(
    'article',
    { class: 'episode' },
    element('a', { ...linkTo(''), class: 'back' }, icon(ICONS.back), 'All episodes'),
    coverImage(episodeCover(episode)),
    element(
      'div',
      { class: 'episode-text' },
      element('p', { class: 'eyebrow' }, `Episode ${index + 1} · ${formatDuration(episode.duration)}`),
      element('h1', { tabindex: -1 }, episode.title),
      element('p', { class: 'lead' }, episode.description),
      player(episode, signal),
      source(episode, signal),
      downloadControl(episodeItem(episode), signal),
    ),
    neighbours(index),
  );
  return { title: episode.title, content };
};

/** Says where the sound comes from. */
function source(episode: Episode, signal: AbortSignal): HTMLElement {
  const item = episodeItem(episode);
  const text = element('p', { class: 'source', 'data-source': '' });
  const update = (): void => {
    const stored = stateOf(item).name === 'stored';
    const from = stored ? 'device' : navigator.onLine ? 'network' : 'nowhere';
    text.dataset.source = from;
    setText(
      text,
      {
        device: 'Plays from this device.',
        network: 'Plays over the network until you download it.',
        nowhere:
          'You are offline and this episode is not on this device. It will play when the connection is back.',
      }[from],
    );
  };
  watchItem(item, signal, update);
  watchConnection(signal, update);
  return text;
}

function neighbours(index: number): HTMLElement {
  const link = (episode: Episode | undefined, word: string): HTMLElement | undefined =>
    episode &&
    element(
      'a',
      { ...linkTo(`episodes/${episode.slug}`), rel: word === 'Next' ? 'next' : 'prev', class: 'neighbour' },
      element('span', { class: 'eyebrow' }, word),
      episode.title,
    );
  return element(
    'nav',
    { class: 'neighbours', 'aria-label': 'Other episodes' },
    link(EPISODES[index - 1], 'Previous') ?? element('span'),
    link(EPISODES[index + 1], 'Next'),
  );
}
