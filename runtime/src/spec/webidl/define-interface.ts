/**
 * Puts a class on a global as an interface object. A class does nearly all that WebIDL asks for by itself; the rest is
 * that its operations and attributes are enumerable, its objects have a class string, and that it has its name also where a
 * minifier has changed it. What was there under that name is replaced.
 *
 * @see https://webidl.spec.whatwg.org/#js-interfaces
 */
export function defineInterface(scope: object, name: string, type: { prototype: object }): void {
  const { prototype } = type;
  for (const key of Object.getOwnPropertyNames(prototype)) {
    if (key !== 'constructor') Object.defineProperty(prototype, key, { enumerable: true });
  }
  Object.defineProperty(prototype, Symbol.toStringTag, { value: name, configurable: true });
  Object.defineProperty(type, 'name', { value: name });
  Object.defineProperty(scope, name, { value: type, writable: true, enumerable: false, configurable: true });
}

/**
 * Copies attributes as they are written in an object literal to a prototype or a global: enumerable, configurable, their
 * functions named `get …` and `set …`. What was there under these names is replaced.
 *
 * @see https://webidl.spec.whatwg.org/#js-attributes
 */
export function defineAttributes(target: object, attributes: object): void {
  Object.defineProperties(target, Object.getOwnPropertyDescriptors(attributes));
}
