import { appPath, appUrl } from './base.ts';

/** A page of the app: builds its content, which lives until the signal aborts. */
export type Page = (
  signal: AbortSignal,
  parameter: string,
) => { readonly title: string; readonly content: HTMLElement };

/** Paths below the base; a group in the expression is the page's parameter. */
export type Routes = readonly (readonly [path: RegExp, page: Page])[];

/** Shows the page of the current path in `outlet`, and follows links and the history from then on. */
export function startRouter(outlet: HTMLElement, routes: Routes, notFound: Page): void {
  let leaving = new AbortController();

  const show = (): void => {
    leaving.abort();
    leaving = new AbortController();
    const path = appPath(new URL(location.href)) ?? '';
    const [page, parameter] = match(routes, path) ?? [notFound, path];
    const { title, content } = page(leaving.signal, parameter);
    document.title = title === 'Slow Weather' ? title : `${title} · Slow Weather`;
    outlet.replaceChildren(content);
  };

  addEventListener('popstate', show);
  document.addEventListener('click', (event) => {
    const url = followedUrl(event);
    if (!url) return;
    event.preventDefault();
    if (url.href !== location.href) history.pushState(undefined, '', url);
    transition(() => {
      show();
      scrollTo(0, 0);
      // A screen reader goes on from the heading of the page that came.
      outlet.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
    });
  });
  show();
}

/** Attributes of a link to a path below the base. */
export function linkTo(path: string): { href: string } {
  return { href: appUrl(path) };
}

function match(routes: Routes, path: string): [Page, string] | undefined {
  for (const [expression, page] of routes) {
    const found = expression.exec(path);
    if (found) return [page, found[1] ?? ''];
  }
  return undefined;
}

/** The page of ours a click leads to; none where the browser is to do something else with it. */
function followedUrl(event: MouseEvent): URL | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || link.target || link.hasAttribute('download')) return undefined;
  const url = new URL(link.href);
  return appPath(url) === undefined || url.hash ? undefined : url;
}

function transition(update: () => void): void {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (still || !document.startViewTransition) update();
  else document.startViewTransition(update);
}
