import { appUrl } from './base.ts';
import type { Cover } from './cover-image.ts';
import type { Episode } from './episodes.ts';

/** The cover of an episode. */
export function episodeCover({ slug, weather }: Episode): Cover {
  return { src: appUrl(`media/${slug}.svg`), weather, name: slug };
}
