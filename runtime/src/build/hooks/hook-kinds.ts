import { editDistance } from '../edit-distance.ts';

/** What the module of the option `worker` may export, and what each has to be. */
export const HOOK_KINDS = {
  onStored: 'a function',
  onFailed: 'a function',
  onAborted: 'a function',
  onClick: 'a function',
  onRecord: 'a function',
  prepare: 'a function',
  plugins: 'an array',
} as const;

/** The name of a hook. */
export type HookName = keyof typeof HOOK_KINDS;

/** Whether a module may export something under this name. */
export function isHookName(name: string): name is HookName {
  return Object.hasOwn(HOOK_KINDS, name);
}

/** The hook that was probably meant; undefined where the name is like none. */
export function similarHook(name: string): HookName | undefined {
  const names = Object.keys(HOOK_KINDS).filter(isHookName);
  const [nearest] = names
    .map((hook) => ({ hook, distance: editDistance(hook.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  return nearest !== undefined && nearest.distance <= 2 ? nearest.hook : undefined;
}
