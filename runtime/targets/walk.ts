import { visitorKeys } from 'oxc-parser';

/** A node of any type: what it has depends on that. */
export interface AnyNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [name: string]: unknown;
}

/** Visits a node and all below it, each with those above it, the nearest first. */
export function walk(
  node: AnyNode,
  visit: (node: AnyNode, above: readonly AnyNode[]) => void,
  above: readonly AnyNode[] = [],
): void {
  visit(node, above);
  const path = [node, ...above];
  for (const key of visitorKeys[node.type] ?? []) {
    for (const child of [node[key]].flat()) if (child) walk(child as AnyNode, visit, path);
  }
}
