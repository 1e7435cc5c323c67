/** What the function in the page has thrown. */
export class PageError extends Error {}

type Outcome = { value?: unknown } | { error: { name: string; message: string } };

/**
 * Writes a call of a function as an expression, whose value is a promise for text that `readOutcome` reads. All engines
 * get the same text, so that they agree on arguments, results and errors.
 */
export function callExpression(fn: (...args: never[]) => unknown, args: readonly unknown[]): string {
  // The compiler of the tests marks named functions with a helper that does not exist in the page.
  return `((__name) => Promise.resolve().then(() => (${fn})(...${JSON.stringify(args)})).then(
    (value) => ({ value }),
    (error) => ({ error: { name: String(error?.name), message: String(error?.message ?? error) } }),
  ).then((outcome) => JSON.stringify(outcome)))((fn) => fn)`;
}

/**
 * Reads what the expression's promise was resolved with.
 *
 * @throws PageError with the name and message of what was thrown.
 */
export function readOutcome(text: unknown): unknown {
  const outcome = JSON.parse(String(text)) as Outcome;
  if (!('error' in outcome)) return outcome.value;
  const error = new PageError(outcome.error.message);
  error.name = outcome.error.name;
  throw error;
}
