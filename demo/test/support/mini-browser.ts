import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const LIBRARIES = '/usr/lib';

/** Makes what the engine can do as it is in Safari; without it there is no `navigator.storage`. */
const FEATURES = '--features=+StorageAPI,+StorageAPIEstimate,+FileSystem,+FileSystemWritableStream';

/** How WebKitGTK's own browser is started. */
export interface MiniBrowser {
  readonly binary: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Finds WebKitGTK's browser.
 *
 * @param display - value of `DISPLAY`.
 * @param hasBackgroundFetch - whether its own is switched on, which refuses everything.
 * @throws Error that says what to install where there is none.
 */
export function miniBrowser(display: string, hasBackgroundFetch = false): MiniBrowser {
  const installed = existsSync(LIBRARIES) ? readdirSync(LIBRARIES) : [];
  const candidates = installed.flatMap((platform) =>
    ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0'].map((version) =>
      join(LIBRARIES, platform, version, 'MiniBrowser'),
    ),
  );
  const binary = [process.env.MINI_BROWSER ?? '', ...candidates].find((path) => existsSync(path));
  if (!binary) {
    throw new Error(
      'The browser tests need WebKitGTK: "apt-get install webkit2gtk-driver", or say where its MiniBrowser is in MINI_BROWSER=/path.',
    );
  }
  return {
    binary,
    args: [hasBackgroundFetch ? `${FEATURES},+BackgroundFetchAPI` : FEATURES, '--autoplay-policy=allow'],
    env: { DISPLAY: display, WEBKIT_DISABLE_COMPOSITING_MODE: '1', LIBGL_ALWAYS_SOFTWARE: '1' },
  };
}
