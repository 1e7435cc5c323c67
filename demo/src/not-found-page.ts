import { element } from './dom.ts';
import { linkTo, type Page } from './router.ts';

/** What is shown for a path nothing is at. */
export const notFoundPage: Page = () => ({
  title: 'Not found',
  content: element(
    'div',
    { class: 'not-found' },
    element('h1', { tabindex: -1 }, 'Nothing at this address'),
    element('p', { class: 'lead' }, 'The page may have moved, or the link is not complete.'),
    element('a', { ...linkTo(''), class: 'button' }, 'All episodes'),
  ),
});
