import type { Params } from './match-id.ts';
import type { ParsedTemplate } from './parsed-config.ts';
import { paramsOf } from './pattern.ts';

/** Fills a template that people read, such as a title. An optional group whose parameters are absent is left out. */
export function fillText(template: ParsedTemplate, params: Params): string {
  return fill(template, params, (value) => value);
}

/** Fills a template of a URL: parameters are percent-encoded, slashes in wildcards stay. The result may be relative. */
export function fillUrl(template: ParsedTemplate, params: Params): string {
  return fill(template, params, (value, before) => {
    // Two slashes at the beginning would make a host of what follows.
    const path = /(?:^|\/)$/.test(before) ? value.replace(/^\/+/, '') : value;
    return path.split('/').map(encodeURIComponent).join('/');
  });
}

function fill(
  template: ParsedTemplate,
  params: Params,
  encode: (value: string, before: string) => string,
): string {
  if (typeof template === 'string') return template;
  const parts = template.find((variant) => paramsOf(variant).every(({ name }) => params[name] !== undefined));
  return (parts ?? []).reduce<string>(
    (text, part) => text + (typeof part === 'string' ? part : encode(params[part.name] ?? '', text)),
    '',
  );
}
