import { appUrl } from './base.ts';
import { element } from './dom.ts';
import type { Episode } from './episodes.ts';
import { watchItem } from './item-store.ts';
import { episodeItem } from './items.ts';
import { describeMedia } from './media-session.ts';

const STEP = 10;

/** The audio element of an episode with two buttons to step through it. */
export function player(episode: Episode, signal: AbortSignal): HTMLElement {
  const src = appUrl(`media/${episode.slug}.wav`);
  const audio = element('audio', { src, controls: true, preload: 'metadata', 'aria-label': episode.title });
  const step = (seconds: number, label: string): HTMLElement => {
    const button = element(
      'button',
      { type: 'button', class: 'button', 'aria-label': label },
      seconds < 0 ? `−${STEP} s` : `+${STEP} s`,
    );
    button.addEventListener('click', () => {
      const end = Number.isFinite(audio.duration) ? audio.duration : episode.duration;
      audio.currentTime = Math.min(end, Math.max(0, audio.currentTime + seconds));
    });
    return button;
  };
  // An element that failed without a network does not try again by itself.
  const reload = (): void => {
    if (audio.error) audio.load();
  };
  watchItem(episodeItem(episode), signal, (state) => {
    if (state.name === 'stored') reload();
  });
  addEventListener('online', reload, { signal });
  audio.addEventListener('play', () =>
    describeMedia({
      title: episode.title,
      artist: 'Slow Weather',
      cover: appUrl(`media/${episode.slug}.svg`),
    }),
  );
  signal.addEventListener('abort', () => audio.pause());
  return element(
    'div',
    { class: 'player' },
    audio,
    element(
      'div',
      { class: 'player-steps' },
      step(-STEP, 'Back 10 seconds'),
      step(STEP, 'Forward 10 seconds'),
    ),
  );
}
