import type { Fault } from './types.ts';

/** The faults in force. */
export interface FaultTable {
  add(pathname: string | RegExp, fault: Fault): void;
  /** The fault for a request, which uses up one of its `times`; the one added last wins. */
  take(pathname: string, hasRange: boolean): Fault | undefined;
  clear(): void;
}

/** Makes an empty table. */
export function createFaultTable(): FaultTable {
  let entries: { matches: (pathname: string) => boolean; fault: Fault; left: number }[] = [];
  return {
    add(pathname, fault) {
      const matches =
        typeof pathname === 'string'
          ? (path: string) => path === pathname
          : (path: string) => path.search(pathname) !== -1;
      entries.unshift({ matches, fault, left: fault.times ?? Number.POSITIVE_INFINITY });
    },
    take(pathname, hasRange) {
      const entry = entries.find(
        ({ matches, fault, left }) => left > 0 && matches(pathname) && (fault.only !== 'ranges' || hasRange),
      );
      if (entry) entry.left -= 1;
      return entry?.fault;
    },
    clear() {
      entries = [];
    },
  };
}
