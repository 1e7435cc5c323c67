import { isPointer } from '../../shared/parsed-config.ts';
import { FILE_PARAMS } from './check-reserved-params.ts';
import { isGlob, type ResolvedRoute } from './resolved-options.ts';

/** A template of a route, and what it may have in it beside the id's parameters. */
export interface Template {
  /** What it is, for messages. */
  where: string;
  text: string;
  /** Parameters of this template alone. */
  own?: string[];
  /** `*` stands for anything. */
  isPattern?: true;
  hasMetadata?: true;
}

/** All templates of a route. */
export function templatesOf(route: ResolvedRoute): Template[] {
  const { requests, each = [], lists = [], serve = [], title, successTitle, failTitle } = route;
  return [
    ...requests.flatMap((request) =>
      isGlob(request) ? [] : { where: `the request "${request.url}"`, text: request.url },
    ),
    ...each.flatMap(({ each: name, from, to, url }): Template[] => [
      { where: `the request "${url}"`, text: url, own: [name] },
      ...Object.entries({ from, to }).flatMap(([member, text]): Template[] =>
        typeof text === 'string'
          ? [{ where: `${member} of the request "${url}"`, text, hasMetadata: true }]
          : [],
      ),
    ]),
    ...lists.flatMap(({ list, as }): Template[] => [
      { where: `the list "${list}"`, text: list },
      ...(as === undefined || isPointer(as)
        ? []
        : [{ where: `as of the list "${list}"`, text: as, own: FILE_PARAMS }]),
    ]),
    ...serve.map((text): Template => ({ where: `serve "${text}"`, text, isPattern: true })),
    ...Object.entries({ title, successTitle, failTitle }).flatMap(([where, text]): Template[] =>
      text === undefined ? [] : [{ where, text, hasMetadata: true }],
    ),
    ...clicksOf(route).map(([where, text]) => ({ where, text })),
  ];
}

/** Where the clicks of a route lead, with the names of the options. */
export function clicksOf({ click }: Pick<ResolvedRoute, 'click'>): [where: string, template: string][] {
  if (click === undefined) return [];
  return typeof click === 'string'
    ? [['click', click]]
    : Object.entries(click).map(([outcome, template]) => [`click.${outcome}`, template as string]);
}
