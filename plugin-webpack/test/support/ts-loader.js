import { transformSync } from 'rolldown/utils';

/** A loader for webpack that takes the types out of TypeScript, and has a source map. */
export default function tsLoader(source) {
  const { code, map } = transformSync(this.resourcePath, source, { lang: 'ts', sourcemap: true });
  this.callback(null, code, map);
}
