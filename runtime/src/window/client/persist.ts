/** Asks the browser not to evict what this origin has stored, where it might. It never throws, and nobody waits for it. */
export function askToPersist(): void {
  const ask = async (): Promise<void> => {
    const { storage } = navigator;
    if (!(await storage.persisted())) await storage.persist();
  };
  ask().catch(() => undefined);
}
