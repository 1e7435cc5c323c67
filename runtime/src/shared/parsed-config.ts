import type { BackgroundFetchResult } from './background-fetch.ts';
import { idExpressions } from './id-pattern.ts';
import { NO_PAGE, noPageOf } from './no-page.ts';
import { withKindsOf } from './param-kinds.ts';
import { parsePattern, parseTemplate, type Variant } from './pattern.ts';
import type { ClickOptions, EachOptions, ListOptions } from './route.ts';
import { type ServedUrls, servedUrls } from './served-urls.ts';
import type { RetryPolicy, WorkerConfig, WorkerRequest, WorkerRoute } from './worker-config.ts';

/** A template as it is filled: text that stands for itself, or the readings of one that has placeholders. */
export type ParsedTemplate = string | readonly Variant[];

/** A request whose URL has been parsed. */
export interface ParsedRequest extends Omit<WorkerRequest, 'url'> {
  url: ParsedTemplate;
}

/** Requests for a row of numbers; `from` and `to` are templates of numbers. */
export interface ParsedEach extends Omit<EachOptions, 'url' | 'from' | 'to'> {
  url: ParsedTemplate;
  from: ParsedTemplate;
  to: ParsedTemplate;
}

/** A list whose templates have been parsed; `as` is text where it is a pointer. */
export interface ParsedList extends Omit<ListOptions, 'list' | 'as'> {
  list: ParsedTemplate;
  as?: ParsedTemplate;
}

/** Where clicks lead, by the result of the background fetch. */
export type ParsedClick = { [result in BackgroundFetchResult]?: ParsedTemplate };

/** A route whose id and templates have been parsed. */
export interface ParsedRoute
  extends Omit<
    WorkerRoute,
    'requests' | 'each' | 'lists' | 'title' | 'successTitle' | 'failTitle' | 'click'
  > {
  /** Matches ids; for `matchId`. */
  pattern: readonly RegExp[];
  /** Makes an id of its parameters. */
  template: ParsedTemplate;
  requests: ParsedRequest[];
  each?: ParsedEach[];
  lists?: ParsedList[];
  /** What URLs may be stored beyond the plain ones of `requests`. */
  served?: ServedUrls[];
  /** Matches the extensions of its files that are no pages; only files whose size is not known are held against it. */
  noPage?: RegExp;
  title?: ParsedTemplate;
  successTitle?: ParsedTemplate;
  failTitle?: ParsedTemplate;
  click?: ParsedClick;
}

/** The config as the worker's script has it, so that no worker carries the parser. */
export interface ParsedConfig extends Omit<WorkerConfig, 'routes'> {
  routes: ParsedRoute[];
}

/**
 * Parses the ids and templates of a config.
 *
 * @throws PatternError where one cannot be read, and TypeError where one can be no URL.
 */
export function parseConfig(config: WorkerConfig): ParsedConfig {
  return { ...config, routes: config.routes.map((route) => parseRoute(route, config.files ?? {})) };
}

/** For routes that only wait: what has failed is not asked for again. */
const NEVER: RetryPolicy = { limit: 0, delays: [0], jitter: 0, giveUpAfter: 0 };

function parseRoute(route: WorkerRoute, files: NonNullable<WorkerConfig['files']>): ParsedRoute {
  const id = parsePattern(route.id);
  const parseUrl = (template: string): ParsedTemplate => {
    const url = parse(template);
    return typeof url === 'string' ? url : withKindsOf(id, url);
  };
  const { requests, each, lists, title, successTitle, failTitle, click, ...others } = route;
  const parsed = requests.map((request) => ({ ...request, url: parseUrl(request.url) }));
  const rows = each?.map((row) => ({
    ...row,
    url: parseUrl(row.url),
    from: parse(String(row.from ?? 1)),
    to: parse(String(row.to)),
  }));
  const templates = parsed.map(({ url }) => url).filter((url) => typeof url !== 'string');
  const named = [...(rows ?? []).map(({ url }) => url), ...(route.serve ?? []).map(parseUrl)];
  const served = [...templates, ...named].flatMap((url) => servedUrls(toVariants(url)));
  const unsized = parsed.filter(({ url, size }) => size === undefined && !Object.hasOwn(files, String(url)));
  const unknown = [...unsized, ...(rows ?? [])].map(({ url }) => toVariants(url));
  return defined({
    ...others,
    retry: others.retry ?? (others.conditions || others.update === 'auto' ? NEVER : undefined),
    pattern: idExpressions(id),
    template: toTemplate(id),
    noPage: others.page || lists ? NO_PAGE : noPageOf(unknown),
    requests: parsed,
    each: rows,
    lists: lists?.map(({ as, ...list }) =>
      defined({
        ...list,
        list: parseUrl(list.list),
        as: as === undefined || isPointer(as) ? as : parseUrl(as),
      }),
    ),
    served: served.length === 0 ? undefined : served,
    title: maybe(title),
    successTitle: maybe(successTitle),
    failTitle: maybe(failTitle),
    click: click === undefined ? undefined : parseClick(click),
  });
}

/** One page for all outcomes is one for each. */
function parseClick(click: string | ClickOptions): ParsedClick {
  const { progress, success, fail } =
    typeof click === 'string' ? { progress: click, success: click, fail: click } : click;
  return defined({ '': maybe(progress), success: maybe(success), failure: maybe(fail) });
}

/** Whether a list's `as` points into its document. */
export function isPointer(as: string): boolean {
  return /^\/(?:.*\/)?\*(?:\/|$)/.test(as);
}

/** Leaves out what is undefined: the config becomes code. */
function defined<T extends object>(members: T): T {
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined)) as T;
}

function toVariants(template: ParsedTemplate): readonly Variant[] {
  return typeof template === 'string' ? [[template]] : template;
}

function maybe(template: string | undefined): ParsedTemplate | undefined {
  return template === undefined ? undefined : parse(template);
}

function parse(template: string): ParsedTemplate {
  return toTemplate(parseTemplate(template));
}

function toTemplate(variants: readonly Variant[]): ParsedTemplate {
  const [text, ...more] = variants.flat();
  return typeof text === 'string' && more.length === 0 && variants.length === 1 ? text : variants;
}
