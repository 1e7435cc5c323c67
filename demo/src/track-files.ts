import type { Download } from './item-store.ts';
import { downloadOf, watchItem } from './item-store.ts';
import type { AlbumItem } from './items.ts';

/** A file of a download, as the client gives it. */
export type TrackFile = Awaited<ReturnType<Download['files']>>[number];

/** The files of an album's tracks, by the tracks' places; a track that is not among them is not wanted. */
export type TrackFiles = ReadonlyMap<number, TrackFile>;

/** Calls back with the files of an album's download when they may have changed, until the signal aborts. */
export function watchTracks(
  item: AlbumItem,
  signal: AbortSignal,
  listener: (files: TrackFiles) => void,
): void {
  let seen: number | undefined;
  watchItem(item, signal, async () => {
    const download = downloadOf(item.id);
    // Progress changes no file; what changes one has another time.
    const time = download?.updatedAt ?? 0;
    if (time === seen) return;
    seen = time;
    const files = await filesOf(download);
    if (seen === time && !signal.aborted) listener(files);
  });
}

/** The tracks that a download consists of. */
export async function filesOf(download: Download | undefined): Promise<TrackFiles> {
  const files = (await download?.files().catch(() => undefined)) ?? [];
  return new Map(
    files.flatMap((file) => {
      const [, n] = /\/(\d+)\.wav$/.exec(new URL(file.url).pathname) ?? [];
      return n === undefined ? [] : [[Number(n), file] as const];
    }),
  );
}
