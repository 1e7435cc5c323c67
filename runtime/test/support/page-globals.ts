/** Gives this process globals of a page for the time of a test; undefined takes one away. */
export async function withGlobals<T>(
  globals: Record<string, unknown>,
  run: () => T | Promise<T>,
): Promise<T> {
  const before = Object.keys(globals).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  for (const [name, value] of Object.entries(globals)) {
    const get =
      typeof value === 'function' && value.name === 'throws' ? (value as () => unknown) : () => value;
    Object.defineProperty(globalThis, name, { configurable: true, get });
  }
  try {
    return await run();
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  }
}
