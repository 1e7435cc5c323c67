import type { Variant } from './pattern.ts';

/** Extensions of files that are no pages. Of others one cannot tell: there are articles about `Node.js`. */
export const NO_PAGE: RegExp =
  /\.(?:mp[34dg]|m4\w|m3u8?|mov|mk[av]|avi|web[amp]|og[agv]|opus|aac|flac|aiff|wav|ts|vtt|srt|jpe?g|jxl|png|gif|avif|bmp|tiff?|hei[cf]|svg|ico|[ot]t[cf]|woff2?|pdf|epub|cb\w|zip|[7gx]z|bz2|[jrt]ar|tgz|zst|br|wasm|bin|data?|pck|unityweb|\w*json|[ct]sv|txt|onnx|gguf|safetensors|tflite|pth?|np[yz]|parquet|gl(?:b|tf)|usd\w|ktx2?|[mp]\w?tiles|pbf|sqlite3?|db)$/i;

/**
 * What of {@link NO_PAGE} matters for URLs that are made of templates, so that the worker need not know all: undefined where nothing
 * does.
 */
export function noPageOf(templates: readonly (readonly Variant[])[]): RegExp | undefined {
  const extensions = new Set<string>();
  for (const variant of templates.flat()) {
    const text = variant.map((part) => (typeof part === 'string' ? part : PARAM)).join('');
    const [path = ''] = text.split(/[?#]/);
    const [end = ''] = /[^./]*$/.exec(path) ?? [];
    if (end.includes(PARAM)) return NO_PAGE;
    if (NO_PAGE.test(`.${end}`)) extensions.add(end.toLowerCase());
  }
  return extensions.size === 0 ? undefined : new RegExp(`\\.(?:${[...extensions].join('|')})$`, 'i');
}

/** Stands for any text. */
const PARAM = '\0';
