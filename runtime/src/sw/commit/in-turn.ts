const working = new Map<string, Promise<unknown>>();

/** The end, good or bad, of what is being done for an id; undefined where nothing is. */
export function turnOf(id: string): Promise<unknown> | undefined {
  return working.get(id);
}

/** Does a piece of work when what was begun for the same id before it has ended. */
export async function inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
  const turn = Promise.resolve(working.get(id)).then(work);
  const end = turn.catch(() => undefined);
  working.set(id, end);
  try {
    return await turn;
  } finally {
    if (working.get(id) === end) working.delete(id);
  }
}
