import type { DownloadHooks, HookParam } from 'vite-plugin-background-fetch/worker';

// The hooks of an app, as TypeScript sees them: what is marked must not compile.

export function onStored({ download, event }: HookParam): void {
  console.log(download.fileCount, event.registration.id);
  // @ts-expect-error there is no such state
  void (download.state === 'done');
}

export const onRecord: DownloadHooks['onRecord'] = async ({ response }) => new Response(response.body);

// @ts-expect-error a record gives way to a response
export const wrong: DownloadHooks['onRecord'] = () => 'text';

export const hooks: DownloadHooks = {
  onStored,
  plugins: [{ cacheWillUpdate: async ({ response }) => response }],
  // @ts-expect-error it is onFailed
  onFail: () => undefined,
};
