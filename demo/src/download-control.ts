import { retryItem } from './album-actions.ts';
import { announce } from './announcer.ts';
import { watchConnection } from './connection.ts';
import { element, icon, setAttribute, setText } from './dom.ts';
import { formatBytes, percentOf } from './format.ts';
import { ICONS } from './icons.ts';
import type { ItemState } from './item-state.ts';
import { cancelItem, removeItem, startItem, stateOf, watchItem } from './item-store.ts';
import type { Item } from './items.ts';

interface Face {
  /** What is said about the item. */
  readonly text: string;
  /** What the button does; none where there is nothing to do but wait. */
  readonly action?: 'download' | 'cancel' | 'remove' | 'retry';
  readonly label: string;
  /** 0 to 100; `undefined` for a bar that only moves; left out for no bar. */
  readonly bar?: { readonly percent: number | undefined };
  /** Said aloud when the item gets here. */
  readonly spoken?: string;
}

const ACTIONS = { download: startItem, retry: retryItem, cancel: cancelItem, remove: removeItem } as const;

/** What an item's state looks like. */
function faceOf(item: Item, state: ItemState): Face {
  switch (state.name) {
    case 'absent':
      return {
        text: state.note ?? formatBytes(item.bytes),
        action: 'download',
        label: 'Download',
        spoken: state.note ?? 'removed',
      };
    case 'starting':
      return { text: 'Waiting for the browser', label: 'Starting…', bar: { percent: undefined } };
    case 'downloading': {
      const percent = percentOf(state.downloaded, state.total);
      const amount = `${formatBytes(state.downloaded)} of ${formatBytes(state.total)}`;
      const rest = navigator.onLine ? amount : 'Waiting for the network';
      const text = percent === undefined ? rest : `${percent} % · ${rest}`;
      return { text, action: 'cancel', label: 'Cancel', bar: { percent }, spoken: 'downloading' };
    }
    case 'storing':
      return { text: 'Almost there', label: 'Storing…', bar: { percent: undefined } };
    case 'stored':
      return {
        text: `Available offline · ${formatBytes(state.bytes)}`,
        action: 'remove',
        label: 'Remove',
        spoken: 'available offline',
      };
    case 'failed':
      return { text: state.reason, action: 'retry', label: 'Try again', spoken: `failed. ${state.reason}` };
  }
}

/**
 * The button, bar and text that keep an item on the device, for as long as the signal lasts.
 *
 * @param download - what the button says while nothing of it is there.
 */
export function downloadControl(item: Item, signal: AbortSignal, download = 'Download'): HTMLElement {
  const mark = element('span', { class: 'control-mark' });
  const text = element('span', { class: 'control-text' });
  const fill = element('span', { class: 'bar-fill' });
  const bar = element(
    'span',
    {
      class: 'bar',
      role: 'progressbar',
      'aria-label': `Download of ${item.title}`,
      'aria-valuemin': 0,
      'aria-valuemax': 100,
    },
    fill,
  );
  const symbol = element('span', { class: 'button-symbol' });
  const label = element('span');
  // One button for all actions: it keeps the focus when its meaning changes.
  const button = element('button', { type: 'button', class: 'button' }, symbol, label);
  const status = element('p', { class: 'control-status' }, mark, text);
  const root = element('div', { class: 'control', 'data-download-id': item.id }, status, bar, button);
  let action: Face['action'];
  let shown: ItemState['name'] | undefined;

  button.addEventListener('click', (event) => {
    // The second half of a double click would cancel what the first half has started.
    if (action && event.detail < 2) void ACTIONS[action](item);
  });

  const show = (state: ItemState): void => {
    const face = faceOf(item, state);
    setText(text, face.text);
    showBar(bar, fill, face.bar);
    if (face.bar) setAttribute(bar, 'aria-valuetext', face.text);
    if (shown === state.name) return;
    // What the page learns on loading is no news: only what has changed since is said aloud.
    if (shown && shown !== 'absent' && face.spoken) announce(`${item.title}: ${face.spoken}`);
    shown = state.name;
    action = face.action;
    root.dataset.state = state.name;
    mark.replaceChildren(
      ...(state.name === 'stored'
        ? [icon(ICONS.check)]
        : state.name === 'failed'
          ? [icon(ICONS.warning)]
          : []),
    );
    symbol.replaceChildren(...(action ? [icon(ICONS[action])] : []));
    setText(label, face.action === 'download' ? download : face.label);
    setAttribute(button, 'aria-label', action ? `${face.label}: ${item.title}` : undefined);
    setAttribute(button, 'aria-disabled', action ? undefined : 'true');
    setAttribute(button, 'data-action', action);
  };
  watchItem(item, signal, show);
  watchConnection(signal, () => show(stateOf(item)));
  return root;
}

function showBar(bar: HTMLElement, fill: HTMLElement, value: Face['bar']): void {
  bar.hidden = !value;
  setAttribute(bar, 'aria-valuenow', value?.percent);
  setAttribute(bar, 'data-moving', value !== undefined && value.percent === undefined);
  fill.style.inlineSize = value?.percent === undefined ? '' : `${value.percent}%`;
}
