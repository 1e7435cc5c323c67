import type { Params } from './match-id.ts';
import type { ParsedTemplate } from './parsed-config.ts';

/**
 * Fills a template that people read, such as a title. An optional group whose parameters are absent is left out.
 *
 * @param textAt - what stands for other names than those of parameters.
 */
export function fillText(
  template: ParsedTemplate,
  params: Params,
  textAt?: (name: string) => string | undefined,
): string {
  return fill(
    template,
    (name) => params[name] ?? textAt?.(name),
    (value) => value,
  );
}

/** Fills a template of a URL: parameters are percent-encoded, slashes in wildcards stay. The result may be relative. */
export function fillUrl(template: ParsedTemplate, params: Params): string {
  return fill(
    template,
    (name) => params[name],
    (value, before) => {
      // Two slashes at the beginning would make a host of what follows.
      const path = /(?:^|\/)$/.test(before) ? value.replace(/^\/+/, '') : value;
      return path.split('/').map(encodeURIComponent).join('/');
    },
  );
}

function fill(
  template: ParsedTemplate,
  read: (name: string) => string | undefined,
  encode: (value: string, before: string) => string,
): string {
  if (typeof template === 'string') return template;
  const parts = template.find((variant) =>
    variant.every((part) => typeof part === 'string' || read(part.name) !== undefined),
  );
  return (parts ?? []).reduce<string>(
    (text, part) => text + (typeof part === 'string' ? part : encode(read(part.name) ?? '', text)),
    '',
  );
}
