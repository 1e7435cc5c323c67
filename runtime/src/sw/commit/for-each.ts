/** Runs an action on every item, `limit` of them at a time. The first rejection rejects, and may leave items out. */
export async function forEach<T>(
  items: Iterable<T>,
  limit: number,
  action: (item: T) => Promise<void>,
): Promise<void> {
  const left = items[Symbol.iterator]() as IterableIterator<T>;
  const worker = async (): Promise<void> => {
    for (const item of left) await action(item);
  };
  await Promise.all(Array.from({ length: limit }, worker));
}
