import { lifetimes } from '../algorithms/extended-lifetime.ts';
import { processImageResources } from '../algorithms/process-image-resources.ts';
import { BackgroundFetchEvent, type BackgroundFetchEventInit } from './background-fetch-event.ts';
import { toUIOptions } from './options.ts';

/** @see https://wicg.github.io/background-fetch/#background-fetch-update-ui-event */
export class BackgroundFetchUpdateUIEvent extends BackgroundFetchEvent {
  #isUIUpdated = false;

  // Without it the interface object's length would be 0.
  constructor(type: string, init: BackgroundFetchEventInit) {
    super(type, init);
  }

  async updateUI(options: unknown = {}): Promise<void> {
    const isUpdated = this.#isUIUpdated;
    const change = toUIOptions(options);
    const lifetime = lifetimes.get(this);
    // If any of the following is true: this's isTrusted attribute is false; this's UI updated flag is set; this is not
    // active. Throw an InvalidStateError DOMException.
    // Deviation: no event of ours is trusted; those that the engine has fired have a lifetime.
    if (isUpdated || !lifetime?.isActive()) {
      throw new DOMException('The event is not active, or was used', 'InvalidStateError');
    }
    // Set this's UI updated flag.
    this.#isUIUpdated = true;
    // Set bgFetch's icons and title to options' members that are present.
    if (change.icons) change.icons = processImageResources(change.icons);
    await lifetime.updateUI(change);
  }
}
