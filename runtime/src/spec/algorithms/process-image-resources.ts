import type { ImageResource } from '../../shared/background-fetch.ts';

/**
 * Makes the icons' URLs absolute while their base URL is known; the display may be elsewhere. An icon without a valid URL is
 * left out, as it cannot be displayed.
 *
 * @see https://www.w3.org/TR/image-resource/#processing-an-imageresource-from-an-api
 */
export function processImageResources(icons: ImageResource[]): ImageResource[] {
  return icons.flatMap((icon) => {
    try {
      // A Request finds the base URL in every kind of realm.
      return { ...icon, src: new Request(icon.src).url };
    } catch {
      return [];
    }
  });
}
