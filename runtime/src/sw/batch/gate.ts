/** Lets no more than some in at a time. */
export function createGate(limit: number): { enter(id: string): Promise<void>; leave(id: string): void } {
  const inside = new Set<string>();
  const outside: [id: string, enter: () => void][] = [];
  const fill = (): void => {
    while (inside.size < limit && outside.length > 0) {
      const [id, enter] = outside.shift() as (typeof outside)[number];
      inside.add(id);
      enter();
    }
  };
  return {
    enter: (id) =>
      new Promise((resolve) => {
        outside.push([id, resolve]);
        fill();
      }),
    leave(id) {
      inside.delete(id);
      fill();
    },
  };
}
