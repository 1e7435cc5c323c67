/** The parameters of an id: name → text as it stands in the id. Wildcards are named `'0'`, `'1'`, … */
export type Params = Readonly<Record<string, string>>;

const LEADS_AWAY = /(?:^|\/)\.\.?(?:$|\/)/;

/**
 * The parameters of an id, or undefined where the pattern does not match it, or where one of them would lead a URL out of its
 * folder.
 *
 * @param expressions - a group `$name` for each parameter; a name alone may begin with a digit.
 */
export function matchId(expressions: readonly RegExp[], id: string): Params | undefined {
  for (const expression of expressions) {
    const found = expression.exec(id);
    if (!found) continue;
    const params = Object.entries(found.groups ?? {}).map(([name, text]) => [name.slice(1), text] as const);
    return params.some(([, text]) => LEADS_AWAY.test(text)) ? undefined : Object.fromEntries(params);
  }
  return undefined;
}
