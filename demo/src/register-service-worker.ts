import { Workbox } from 'workbox-window';
import { appUrl } from './base.ts';

/** Registers the service worker the build has made; `onUpdate` is told when a later build has taken over. */
export async function registerServiceWorker(onUpdate: () => void): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const workbox = new Workbox(appUrl('sw.js'));
  workbox.addEventListener('activated', ({ isUpdate }) => {
    if (isUpdate) onUpdate();
  });
  try {
    await workbox.register();
  } catch (error) {
    // The app works without; a download says what is missing.
    console.warn('The service worker could not be registered.', error);
  }
}
