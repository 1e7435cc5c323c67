import { albumItem } from './album-item.ts';
import { albumShelf, watchAlbums } from './album-store.ts';
import { element, setText } from './dom.ts';
import { formatBytes } from './format.ts';
import { stateOf, watchItems } from './item-store.ts';
import { BUILT_ITEMS, type Item } from './items.ts';

/** What the app keeps on this device, and how much the browser would let it. */
export function storagePanel(signal: AbortSignal): HTMLElement {
  const kept = element('p', { class: 'storage-kept', 'data-storage': 'kept' });
  const meter = element('span', { class: 'bar storage-bar', 'aria-hidden': 'true' });
  const estimate = element('p', { class: 'storage-estimate', 'data-storage': 'estimate' });
  let timer: ReturnType<typeof setTimeout> | undefined;

  const update = (): void => {
    const items: Item[] = [...BUILT_ITEMS, ...albumShelf().albums.map(albumItem)];
    const sizes = items.map((item) => {
      const state = stateOf(item);
      return state.name === 'stored' ? state.bytes : 0;
    });
    const count = sizes.filter((size) => size > 0).length;
    const sum = sizes.reduce((total, size) => total + size, 0);
    setText(kept, `${formatBytes(sum)} in ${count} of ${items.length} downloads`);
    const all = items.reduce((total, item) => total + item.bytes, 0);
    meter.replaceChildren(
      ...items.map((item, index) => {
        const part = element('span', { class: 'storage-part', 'data-kept': (sizes[index] ?? 0) > 0 });
        part.style.flexGrow = String(item.bytes / all);
        return part;
      }),
    );
    // Progress comes often; the estimate is asked for once it has calmed down.
    clearTimeout(timer);
    timer = setTimeout(() => void showEstimate(estimate), 250);
  };

  watchItems(signal, update);
  watchAlbums(signal, update);
  return element(
    'section',
    { class: 'storage', 'aria-labelledby': 'storage-title' },
    element('h2', { id: 'storage-title' }, 'On this device'),
    kept,
    meter,
    estimate,
  );
}

async function showEstimate(node: HTMLElement): Promise<void> {
  const { usage, quota } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {};
  if (usage === undefined || quota === undefined) {
    setText(node, 'This browser does not say how much space is left.');
  } else {
    const free = formatBytes(Math.max(0, quota - usage));
    setText(node, `The browser counts ${formatBytes(usage)} for this site and leaves room for ${free}.`);
  }
}
