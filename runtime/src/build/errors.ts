import type { ContentEncoding, RequestOptions } from '../shared/route.ts';

/** A request as the options have it. */
export type RequestSource = RequestOptions | { glob: string[]; contentEncoding?: ContentEncoding };

/** What each error of the build tells, by its code. */
export interface BuildErrorDetails {
  'invalid-options': { problems: string[] };
  'invalid-pattern': { route: string; where: string; reason: string };
  'overlapping-ids': { route: string; other: string; example: string };
  'unknown-param': { route: string; where: string; param: string; known: string[] };
  'optional-param': { route: string; where: string; param: string };
  'foreign-click': { route: string; click: string };
  'invalid-url': { route: string; url: string; reason: string };
  'no-cors': { route: string; url: string };
  'url-credentials': { route: string; url: string };
  'cors-preflight': { route: string; url: string; cause: string };
  'unsupported-method': { route: string; url: string; method: string };
  'empty-glob': { route: string; glob: string[]; nearby: string[] };
  'conflicting-requests': { route: string; url: string; first: RequestSource; second: RequestSource };
  'wrong-encoding': { route: string; file: string; stated: ContentEncoding; found: ContentEncoding };
  'missing-folder': { option: string; folder: string };
  'unknown-base': { worker: string; base: string };
  'download-total-too-small': { route: string; id: string; downloadTotal: number; known: number };
  'script-not-found': { script: string; worker: string };
  'script-not-imported': { script: string; worker: string };
  'plugin-not-wired': Record<string, never>;
  'hooks-not-called': { roots: string[] };
  'routes-not-imported': { worker: string; module: string };
  'worker-before-client': { module: string };
  'missing-option': { option: string; needed: string };
  'no-workbox-plugin': { plugins: string[] };
  'several-workbox-plugins': { found: string[] };
  'worker-not-compiled': { worker: string };
  'worker-not-found': { worker: string; scripts: string[] };
  'no-injection-point': { worker: string; injectionPoint: string };
  'config-not-loaded': { config: string; reason: string };
  'no-worker': { worker: string; scripts: string[] };
  'worker-not-readable': { worker: string; reason: string };
  'routes-already-there': { worker: string; how: string };
}

/** A code of {@link BackgroundFetchBuildError}; each has its heading in docs/errors.md. */
export type BuildErrorCode = keyof BuildErrorDetails;

/** Exported for the test that holds docs/errors.md against it. */
export const buildMessages: { [C in BuildErrorCode]: (details: BuildErrorDetails[C]) => string } = {
  'invalid-options': ({ problems }) =>
    `The options are not valid.\n${problems.map((line) => `  - ${line}`).join('\n')}`,
  'invalid-pattern': ({ route, where, reason }) => `Route "${route}": ${where} cannot be read: ${reason}.`,
  'overlapping-ids': ({ route, other, example }) =>
    route === other
      ? `Two routes have the id "${route}". Give each its own, or put their requests into one route.`
      : `The ids of the routes "${route}" and "${other}" overlap: both match "${example}". Begin them with different words.`,
  'unknown-param': ({ route, where, param, known }) =>
    `Route "${route}": ${where} has the parameter "${param}", which the id does not give. ` +
    `${known.length > 0 ? `The id gives: ${known.join(', ')}.` : 'The id gives none.'} ` +
    'Add it to the id, or write a backslash before it where it is meant literally.',
  'optional-param': ({ route, where, param }) =>
    `Route "${route}": ${where} needs the parameter "${param}", which an id may lack. ` +
    `Put what depends on it into an optional group: {…:${param}…}?`,
  'foreign-click': ({ route, click }) =>
    `Route "${route}": click leads to another origin ("${click}"). A service worker can only open pages of its own: ` +
    'give a path.',
  'invalid-url': ({ route, url, reason }) => `Route "${route}": the request "${url}" ${reason}.`,
  'no-cors': ({ route, url }) =>
    `Route "${route}": the request "${url}" has mode "no-cors", which browsers refuse in the background. ` +
    'Let the server send Access-Control-Allow-Origin and leave the mode out.',
  'url-credentials': ({ route, url }) =>
    `Route "${route}": the request "${url}" has a user name or password in its URL, which browsers refuse. ` +
    'Use a cookie, or a token in the query.',
  'cors-preflight': ({ route, url, cause }) =>
    `Route "${route}": the request "${url}" to another origin needs a CORS preflight because of ${cause}. ` +
    'Browsers never send one for a background fetch, so it would always fail. Serve it from your own origin, or move ' +
    'what the header says into the URL.',
  'unsupported-method': ({ route, url, method }) =>
    `Route "${route}": the request "${url}" has the method ${method}. Only responses to GET can be stored and served.`,
  'empty-glob': ({ route, glob, nearby }) =>
    `Route "${route}": no file of the build matches ${glob.map((pattern) => `"${pattern}"`).join(', ')}. ` +
    `Patterns are relative to the output folder, which has: ${nearby.join(', ') || 'no files'}.`,
  'conflicting-requests': ({ route, url, first, second }) =>
    `Route "${route}": ${nameOf(first)} and ${nameOf(second)} are for the same URL, ${url}, but differ. Keep one of them.`,
  'wrong-encoding': ({ route, file, stated, found }) =>
    `Route "${route}": contentEncoding says "${stated}" of the file ${file}, whose bytes are ` +
    `${found === 'identity' ? 'not compressed' : `in ${found}`}. Say what the server sends as Content-Encoding for it, ` +
    'or leave contentEncoding out.',
  'missing-folder': ({ option, folder }) =>
    `The option "${option}" names the folder ${folder}, which is not there. Give the folder whose files are served at ` +
    `the app's base${option === 'publicDir' ? ', or false where there is none' : ''}.`,
  'unknown-base': ({ worker, base }) =>
    `The service worker ${worker} is outside of the output folder, and the base "${base}" does not tell where that is ` +
    'served. Give the bundler a base that begins with a slash, such as "/build/", or put the worker into the output folder.',
  'download-total-too-small': ({ route, id, downloadTotal, known }) =>
    `Route "${route}": downloadTotal is ${downloadTotal}, but the files of "${id}" have ${known} bytes; the browser ` +
    'would abort it. Leave downloadTotal out: the build computes it.',
  'script-not-found': ({ script, worker }) =>
    `The service worker ${worker} imports ${script}, but the build has not written that file there.`,
  'script-not-imported': ({ script, worker }) =>
    `The service worker ${worker} does not import ${script}, so no background fetch would be handled. ` +
    'Did another plugin replace its importScripts?',
  'plugin-not-wired': () =>
    'VitePWA is there, but does not know of backgroundFetch, so its service worker would handle no background fetch. ' +
    'Write VitePWA({ ...options, integration: bf.integration }) with const bf = backgroundFetch({ routes }), or give ' +
    'its options to us: backgroundFetch({ routes, pwa: options }).',
  'hooks-not-called': ({ roots }) =>
    `VitePWA has made no service worker with the routes for ${roots.join(', ')}: it has not called our hooks. Something has ` +
    'replaced its option integration, or builds the worker itself. Keep integration: bf.integration in the options of ' +
    "VitePWA; in a worker that a framework compiles, import 'virtual:background-fetch/sw' first.",
  'routes-not-imported': ({ worker, module }) =>
    `The service worker ${worker}, which the app's framework builds, does not import the routes, so it would handle no ` +
    `background fetch. Write import '${module}' as its first line.`,
  'worker-before-client': ({ module }) =>
    `"${module}" is imported where the browser's part of the app has not been built, so its files are not known. Import it ` +
    'only in the service worker, which has to be built after the app.',
  'missing-option': ({ option, needed }) => `The option "${option}" is missing: ${needed}.`,
  'no-workbox-plugin': ({ plugins }) =>
    'BackgroundFetchWebpackPlugin adds to the service worker of a Workbox plugin, and there is none in this compiler ' +
    `(its plugins: ${plugins.join(', ') || 'none'}). Add GenerateSW or InjectManifest from workbox-webpack-plugin to ` +
    'the same list of plugins.',
  'several-workbox-plugins': ({ found }) =>
    `This compiler has ${found.length} Workbox plugins, and only one of their service workers can handle the background ` +
    `fetches of a scope: ${found.join(', ')}. Keep one here, and move the others into a config of their own.`,
  'worker-not-compiled': ({ worker }) =>
    `InjectManifest has compileSrc: false, so nothing can be added to ${worker}. Leave compileSrc out, or use GenerateSW.`,
  'worker-not-found': ({ worker, scripts }) =>
    `The Workbox plugin has not made ${worker} in this build, so there is nothing to add the routes to ` +
    `(the build's scripts: ${scripts.join(', ') || 'none'}). Give it the name of the service worker as swDest.`,
  'no-injection-point': ({ worker, injectionPoint }) =>
    `The service worker ${worker} has no "${injectionPoint}", where Workbox puts the precache manifest. ` +
    'Write it there, or give what stands there instead as the option injectionPoint.',
  'config-not-loaded': ({ config, reason }) =>
    `The config ${config} cannot be loaded: ${reason}. It is a module whose default export has the routes: ` +
    'export default { routes: [...] }.',
  'no-worker': ({ worker, scripts }) =>
    `There is no service worker ${worker} to add the routes to (scripts in its folder: ${scripts.join(', ') || 'none'}). ` +
    'Build the app first, and give the name of its service worker as the option worker.',
  'worker-not-readable': ({ worker, reason }) =>
    `The service worker ${worker} is no JavaScript: ${reason}. If browsers take it, say as the option type whether it is ` +
    'registered as "classic" or "module".',
  'routes-already-there': ({ worker, how }) =>
    `The service worker ${worker} has background-fetch routes that another step of the build has put there: ${how}. Keep ` +
    'one of the two.',
};

/**
 * A mistake in the options, or something the build cannot do with them. `code` is stable, `message` says what to do.
 *
 * @see docs/errors.md, a heading per code
 */
export class BackgroundFetchBuildError<C extends BuildErrorCode = BuildErrorCode> extends Error {
  override readonly name = 'BackgroundFetchBuildError';
  readonly code: C;
  readonly details: BuildErrorDetails[C];

  constructor(code: C, details: BuildErrorDetails[C], options?: ErrorOptions) {
    super(`${buildMessages[code](details)} (docs/errors.md#${code})`, options);
    this.code = code;
    this.details = details;
  }
}

function nameOf(request: RequestSource): string {
  return 'glob' in request ? `the glob ${JSON.stringify(request)}` : `the request ${JSON.stringify(request)}`;
}
