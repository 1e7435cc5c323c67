import { idExpressions } from './id-pattern.ts';
import { withKindsOf } from './param-kinds.ts';
import { parsePattern, parseTemplate, type Variant } from './pattern.ts';
import type { WorkerConfig, WorkerRequest, WorkerRoute } from './worker-config.ts';

/** A template as it is filled: text that stands for itself, or the readings of one that has placeholders. */
export type ParsedTemplate = string | readonly Variant[];

/** A request whose URL has been parsed. */
export interface ParsedRequest extends Omit<WorkerRequest, 'url'> {
  url: ParsedTemplate;
}

/** A route whose id and templates have been parsed. */
export interface ParsedRoute
  extends Omit<WorkerRoute, 'requests' | 'title' | 'successTitle' | 'failTitle' | 'click'> {
  /** Matches ids; for `matchId`. */
  pattern: readonly RegExp[];
  requests: ParsedRequest[];
  title?: ParsedTemplate;
  successTitle?: ParsedTemplate;
  failTitle?: ParsedTemplate;
  click?: ParsedTemplate;
}

/** The config as the worker's script has it, so that no worker carries the parser. */
export interface ParsedConfig extends Omit<WorkerConfig, 'routes'> {
  routes: ParsedRoute[];
}

/**
 * Parses the ids and templates of a config.
 *
 * @throws PatternError where one cannot be read.
 */
export function parseConfig(config: WorkerConfig): ParsedConfig {
  return { ...config, routes: config.routes.map(parseRoute) };
}

function parseRoute({ requests, title, successTitle, failTitle, click, ...route }: WorkerRoute): ParsedRoute {
  const templates = Object.entries({ title, successTitle, failTitle, click }).flatMap(([name, template]) =>
    template === undefined ? [] : [[name, parse(template)]],
  );
  const id = parsePattern(route.id);
  return {
    ...route,
    pattern: idExpressions(id),
    requests: requests.map((request) => {
      const url = parse(request.url);
      return { ...request, url: typeof url === 'string' ? url : withKindsOf(id, url) };
    }),
    ...(Object.fromEntries(templates) as Pick<ParsedRoute, 'title' | 'successTitle' | 'failTitle' | 'click'>),
  };
}

function parse(template: string): ParsedTemplate {
  const variants = parseTemplate(template);
  const [text, ...more] = variants.flat();
  return typeof text === 'string' && more.length === 0 && variants.length === 1 ? text : variants;
}
