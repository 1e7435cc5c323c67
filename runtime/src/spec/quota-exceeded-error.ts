type QuotaExceededErrorConstructor = new (message: string) => DOMException;

/**
 * The error for what does not fit: of the class of its own where the browser has one, whose `quota` and `requested` are null
 * as they are in Chromium's Background Fetch; elsewhere the DOMException of this name.
 *
 * @see https://webidl.spec.whatwg.org/#quotaexceedederror
 */
export function quotaExceededError(message: string): DOMException {
  const { QuotaExceededError } = globalThis as { QuotaExceededError?: QuotaExceededErrorConstructor };
  return QuotaExceededError
    ? new QuotaExceededError(message)
    : new DOMException(message, 'QuotaExceededError');
}
