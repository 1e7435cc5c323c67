import { announcer } from './announcer.ts';
import { appUrl } from './base.ts';
import { connectionBadge } from './connection.ts';
import { element } from './dom.ts';
import { linkTo } from './router.ts';

/** Puts the frame around all pages into the document and gives the place for them. */
export function mountShell(): HTMLElement {
  const outlet = element('main', { id: 'main' });
  const whole = new AbortController();
  const skip = element('a', { href: '#main', class: 'skip' }, 'Skip to the content');
  const mark = element('img', { src: appUrl('icons/icon.svg'), alt: '', width: 30, height: 30 });
  const home = element('a', { ...linkTo(''), class: 'wordmark' }, mark, 'Slow Weather');
  document.body.append(
    skip,
    element('header', { class: 'top' }, home, connectionBadge(whole.signal)),
    outlet,
    announcer(),
  );
  return outlet;
}
