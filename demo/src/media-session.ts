/** What is playing. */
export interface Playing {
  readonly title: string;
  readonly artist: string;
  /** Absolute URL of a cover. */
  readonly cover: string;
}

/** Tells the lock screen and the headset what is playing. */
export function describeMedia({ title, artist, cover }: Playing): void {
  if (!('mediaSession' in navigator)) return;
  navigator.mediaSession.metadata = new MediaMetadata({
    title,
    artist,
    artwork: [{ src: cover, sizes: '640x640', type: 'image/svg+xml' }],
  });
}
