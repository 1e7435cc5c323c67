const KEY: unique symbol = Symbol();

/** What our own code gives to the constructor of an interface that has none for the app. */
export type Internals<T extends unknown[]> = [key?: typeof KEY, ...T];

/** Makes an object whose interface has no constructor. */
export function construct<T extends unknown[], O>(
  type: new (...given: Internals<T>) => O,
  ...internals: T
): O {
  return new type(KEY, ...internals);
}

/**
 * Lets only {@link construct} into a constructor.
 *
 * @throws TypeError
 * @see https://webidl.spec.whatwg.org/#create-an-interface-object
 */
export function takeInternals<T extends unknown[]>([key, ...internals]: Internals<T>): T {
  if (key !== KEY) throw new TypeError('Illegal constructor');
  return internals as unknown[] as T;
}
