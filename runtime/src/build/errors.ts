import type { ContentEncoding, RequestOptions } from '../shared/route.ts';

/** A request as the options have it. */
export type RequestSource = RequestOptions | { glob: string[]; contentEncoding?: ContentEncoding };

/** A URL that no browser fetches in the background, and what it is of the route: a request, a list, a pattern of `serve`. */
interface RequestDetails {
  route: string;
  what: string;
  url: string;
  reason: string;
}

/** What each error of the build tells, by its code. */
export interface BuildErrorDetails {
  'invalid-options': { problems: string[] };
  'invalid-pattern': { route: string; where: string; reason: string };
  'overlapping-ids': { route: string; other: string; example: string };
  'unknown-param': { route: string; where: string; param: string; known: string[]; own?: string[] };
  'optional-param': { route: string; where: string; param: string };
  'metadata-param': { route: string; where: string; param: string };
  'ambiguous-param': { route: string; where: string; param: string; other: string };
  'foreign-click': { route: string; where: string; click: string };
  'foreign-as': { route: string; list: string; as: string };
  'same-urls': { route: string; where: string; needed: string[] };
  'invalid-row': { route: string; url: string; each: string; reason: string };
  'invalid-pointer': { route: string; list: string; member: string; pointer: string; reason: string };
  'missing-serve': { route: string; source: string };
  'invalid-url': RequestDetails;
  'no-cors': RequestDetails;
  'url-credentials': RequestDetails;
  'cors-preflight': RequestDetails;
  'unsupported-method': RequestDetails;
  'empty-glob': { route: string; glob: string[]; nearby: string[]; meant: string[]; ignore: string[] };
  'pattern-without-file': { route: string; pattern: string; folder: string; nearby: string[] };
  'request-without-file': {
    route: string;
    url: string;
    folder: string;
    nearby: string[];
    meant: string | undefined;
  };
  'conflicting-requests': { route: string; url: string; first: RequestSource; second: RequestSource };
  'wrong-encoding': { route: string; file: string; stated: ContentEncoding; found: ContentEncoding };
  'size-not-told': { route: string; file: string; encoding: ContentEncoding };
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
  'conflicting-options': { option: string; other: string; reason: string; remedy: string };
  'several-plugins': { plugin: string; count: number };
  'no-workbox-plugin': { plugins: string[] };
  'several-workbox-plugins': { found: string[] };
  'worker-not-compiled': { worker: string };
  'worker-not-found': { worker: string; scripts: string[] };
  'no-injection-point': { worker: string; injectionPoint: string };
  'config-not-loaded': { config: string; reason: string };
  'no-worker': { worker: string; scripts: string[] };
  'worker-not-readable': { worker: string; reason: string };
  'wrong-worker-type': { worker: string; type: 'classic' | 'module'; reason: string };
  'routes-already-there': { worker: string; how: string };
  'hooks-not-found': { worker: string };
  'hooks-not-compiled': { worker: string; reason: string };
  'unknown-hook': { worker: string; name: string; similar: string | undefined; known: string[] };
  'invalid-hook': { worker: string; name: string; received: string; expected: string };
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
  'unknown-param': ({ route, where, param, known, own = [] }) =>
    `Route "${route}": ${where} has the parameter "${param}", which the id does not give. ` +
    `The id gives${known.length > 0 ? `: ${known.join(', ')}` : ' none'}.` +
    `${own.length > 0 ? ` Here there is also: ${own.join(', ')}.` : ''} ` +
    `Add it to the id, ${where.startsWith('serve') ? 'write * for anything, ' : ''}or write a backslash before it where it is ` +
    'meant literally.',
  'optional-param': ({ route, where, param }) =>
    `Route "${route}": ${where} needs the parameter "${param}", which an id may lack. ` +
    `Put what depends on it into an optional group: {…:${param}…}?`,
  'metadata-param': ({ route, where, param }) =>
    `Route "${route}": ${where} has ":${param}", and metadata can be filled into title, successTitle, failTitle, and from and ` +
    'to of an each alone. Take a parameter of the id, or write a backslash before it where it is meant literally.',
  'ambiguous-param': ({ route, where, param, other }) =>
    `Route "${route}": ${where} has the name "${param}", which stands for ${other}. Give it another name.`,
  'foreign-click': ({ route, where, click }) =>
    `Route "${route}": ${where} leads to another origin ("${click}"). A service worker can only open pages of its own: ` +
    'give a path.',
  'foreign-as': ({ route, list, as }) =>
    `Route "${route}": as of the list "${list}" leads to another origin ("${as}"). It is the URL under which the app asks for a ` +
    'file, and has to be one of its own: give a path.',
  'same-urls': ({ route, where, needed }) =>
    `Route "${route}": ${where} is the same URL for all of its files. Put ` +
    `${needed.map((name) => `":${name}"`).join(' or ')} into it, outside of any optional group.`,
  'invalid-row': ({ route, url, each, reason }) =>
    `Route "${route}": the row of "${each}" of the request "${url}" has no numbers to fetch: ${reason}.`,
  'invalid-pointer': ({ route, list, member, pointer, reason }) =>
    `Route "${route}": ${member} of the list "${list}" is "${pointer}", which ${reason}. Give a JSON Pointer in which one * ` +
    'stands for every item, such as "/tracks/*/url".',
  'missing-serve': ({ route, source }) =>
    `Route "${route}": ${source} gives requests when the app runs, and nothing says which URLs they may have, so that none of ` +
    "their files could be served. Say which URLs the app asks for them under: serve: 'media/*'.",
  'invalid-url': ({ route, what, url, reason }) => `Route "${route}": ${what} "${url}" ${reason}.`,
  'no-cors': ({ route, what, url, reason }) =>
    `Route "${route}": ${what} "${url}" ${reason}, which browsers refuse in the background. ` +
    'Let the server send Access-Control-Allow-Origin and leave the mode out.',
  'url-credentials': ({ route, what, url, reason }) =>
    `Route "${route}": ${what} "${url}" ${reason}, which browsers refuse. Use a cookie, or a token in the query.`,
  'cors-preflight': ({ route, what, url, reason }) =>
    `Route "${route}": ${what} "${url}" ${reason}. ` +
    'Browsers never send one for a background fetch, so it would always fail. Serve it from your own origin, or move ' +
    'what the header says into the URL.',
  'unsupported-method': ({ route, what, url, reason }) =>
    `Route "${route}": ${what} "${url}" ${reason}. Only responses to GET can be stored and served.`,
  'empty-glob': ({ route, glob, nearby, meant, ignore }) =>
    ignore.length > 0
      ? `Route "${route}": all files of the build that match ${quoted(glob)} are left out by ignore: ${quoted(ignore)}.`
      : `Route "${route}": no file of the build matches ${quoted(glob)}. ` +
        `${meant.length > 0 ? `Did you mean ${quoted(meant)}? ` : ''}` +
        `Patterns are relative to the output folder, which has: ${nearby.join(', ') || 'no files'}.`,
  'pattern-without-file': ({ route, pattern, folder, nearby }) =>
    `Route "${route}": no file of the build matches "${pattern}", though others match the same glob. The nearest folder is ` +
    `${folder === '' ? 'the output folder' : `"${folder}"`}, which has: ${nearby.join(', ')}. Correct the pattern, or leave it out.`,
  'request-without-file': ({ route, url, folder, nearby, meant }) =>
    `Route "${route}": the request "${url}" leads to no file of the build` +
    (meant === undefined
      ? `, though others of the route do. The nearest folder is ${folder === '' ? 'the output folder' : `"${folder}"`}, ` +
        `which has: ${nearby.join(', ')}. Correct the request;`
      : `. Did you mean "${meant}", which does? URLs are those under which the app is served;`) +
    ' where a server has the file, give the request a size or a revision, and this is not said again.',
  'conflicting-requests': ({ route, url, first, second }) =>
    `Route "${route}": ${nameOf(first)} and ${nameOf(second)} are for the same URL, ${url}, but differ. Keep one of them.`,
  'wrong-encoding': ({ route, file, stated, found }) =>
    `Route "${route}": contentEncoding says "${stated}" of the file ${file}, whose bytes are ` +
    `${found === 'identity' ? 'not compressed' : `in ${found}`}. Say what the server sends as Content-Encoding for it, ` +
    'or leave contentEncoding out.',
  'size-not-told': ({ route, file, encoding }) =>
    `Route "${route}": the file ${file} is in ${encoding}, which this version of Node cannot decode, and does not tell its ` +
    'decoded size. Compress it with its size, as "zstd FILE" does, or build with Node 22.15 or later.',
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
  'conflicting-options': ({ option, other, reason, remedy }) =>
    `The option "${option}" cannot stand beside ${other}: ${reason}. ${remedy}.`,
  'several-plugins': ({ plugin, count }) =>
    `${plugin} is among the plugins ${count} times, but an app has one service worker, which would get the routes of one of ` +
    'them alone. Put all routes into one: { routes: [...] }.',
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
  'wrong-worker-type': ({ worker, type, reason }) =>
    `The service worker ${worker} fails in browsers that are told it is "${type}": ${reason}. Leave the option type out, which ` +
    `goes by the code, and let the page register the worker ${type === 'module' ? 'without' : 'with'} { type: 'module' }.`,
  'routes-already-there': ({ worker, how }) =>
    `The service worker ${worker} has background-fetch routes that another step of the build has put there: ${how}. Keep ` +
    'one of the two.',
  'hooks-not-found': ({ worker }) =>
    `The option "worker" names ${worker}, and there is no such file. Give the module of your hooks, relative to the project's root.`,
  'hooks-not-compiled': ({ worker, reason }) => `The hooks in ${worker} cannot be compiled: ${reason}.`,
  'unknown-hook': ({ worker, name, similar, known }) =>
    `${worker}, which the option "worker" names, exports "${name}", which is no hook. ` +
    `${similar === undefined ? '' : `Did you mean "${similar}"? `}It may export ${known.join(', ')}, each by its name. Put ` +
    'everything else into a module of its own.',
  'invalid-hook': ({ worker, name, received, expected }) =>
    `${worker}, which the option "worker" names, exports "${name}", which is ${received}. It has to be ${expected}.`,
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

function quoted(texts: string[]): string {
  return texts.map((text) => `"${text}"`).join(', ');
}

function nameOf(request: RequestSource): string {
  return 'glob' in request ? `the glob ${JSON.stringify(request)}` : `the request ${JSON.stringify(request)}`;
}
