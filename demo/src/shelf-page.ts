import { albumSection } from './album-section.ts';
import { coverImage } from './cover-image.ts';
import { element } from './dom.ts';
import { downloadControl } from './download-control.ts';
import { episodeCover } from './episode-cover.ts';
import { EPISODES, type Episode } from './episodes.ts';
import { formatDuration } from './format.ts';
import { episodeItem, PYTHON } from './items.ts';
import { linkTo, type Page } from './router.ts';
import { storagePanel } from './storage-panel.ts';

/** The first page: all episodes, Python, and what they take. */
export const shelfPage: Page = (signal) => {
  const intro = element(
    'header',
    { class: 'intro' },
    element('h1', { tabindex: -1 }, 'Music for places without a signal'),
    element(
      'p',
      {},
      'Six short pieces, each written by a small program and a number. Keep the ones you like; they download in the background, even with this page closed, and play with no network at all.',
    ),
  );
  const cards = EPISODES.map((episode, index) => element('li', {}, episodeCard(episode, index, signal)));
  const content = element(
    'div',
    { class: 'shelf' },
    intro,
    element('ul', { class: 'cards', role: 'list', 'aria-label': 'Episodes' }, ...cards),
    albumSection(signal),
    pythonCard(signal),
    storagePanel(signal),
  );
  return { title: 'Slow Weather', content };
};

function episodeCard(episode: Episode, index: number, signal: AbortSignal): HTMLElement {
  const link = element('a', { ...linkTo(`episodes/${episode.slug}`), class: 'card-link' }, episode.title);
  return element(
    'article',
    { class: 'card' },
    coverImage(episodeCover(episode)),
    element('p', { class: 'eyebrow' }, `Episode ${index + 1} · ${formatDuration(episode.duration)}`),
    element('h2', {}, link),
    element('p', { class: 'card-description' }, episode.description),
    downloadControl(episodeItem(episode), signal),
  );
}

function pythonCard(signal: AbortSignal): HTMLElement {
  const sketch = '>>> loops = [9, 11, 14, 17]\n>>> math.lcm(*loops)\n23562';
  return element(
    'article',
    { class: 'card card-python' },
    element('pre', { class: 'python-sketch', 'aria-hidden': 'true' }, sketch),
    element(
      'div',
      { class: 'card-python-text' },
      element('p', { class: 'eyebrow' }, 'The workbench'),
      element('h2', {}, element('a', { ...linkTo('python'), class: 'card-link' }, PYTHON.title)),
      element(
        'p',
        { class: 'card-description' },
        'The whole language with its standard library, to take a rhythm apart where there is no server to ask.',
      ),
      downloadControl(PYTHON, signal),
    ),
  );
}
