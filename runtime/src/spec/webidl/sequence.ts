/** What `value[Symbol.iterator]` gave. */
export type IteratorMethod = () => Iterator<unknown>;

/**
 * Whether WebIDL takes a value for an object: functions are.
 *
 * @see https://webidl.spec.whatwg.org/#js-object
 */
export function isObject(value: unknown): value is object {
  return Object(value) === value;
}

/**
 * The method that makes an object fit for a sequence.
 *
 * @returns undefined where a value is no object or has none. What is there may be no function: a call will throw.
 * @see https://webidl.spec.whatwg.org/#js-union, the step of @@iterator
 */
export function iteratorMethodOf(value: unknown): IteratorMethod | undefined {
  if (!isObject(value)) return undefined;
  return (value as { [Symbol.iterator]?: IteratorMethod })[Symbol.iterator] ?? undefined;
}

/**
 * Converts to a sequence.
 *
 * @throws TypeError for what is not iterable, and what the conversion of an item throws
 * @see https://webidl.spec.whatwg.org/#js-sequence
 */
export function toSequence<T>(
  value: unknown,
  convert: (item: unknown) => T,
  method: IteratorMethod | undefined = iteratorMethodOf(value),
): T[] {
  if (method === undefined) throw new TypeError('Not iterable');
  const items: T[] = [];
  const iterator = method.call(value);
  // Not for…of, which would end the iterator where a conversion throws.
  for (let next = iterator.next(); !next.done; next = iterator.next()) items.push(convert(next.value));
  return items;
}
