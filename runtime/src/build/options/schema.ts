import type { SchemaObject } from 'ajv';

/** A schema that depends on another, so that mistakes are told of the one that was meant. */
const choose = (condition: SchemaObject, then: SchemaObject, otherwise: SchemaObject): SchemaObject => ({
  if: condition,
  then,
  else: otherwise,
});

const text = { type: 'string', minLength: 1 };
const bytes = { type: 'integer', minimum: 0 };
const texts = { type: 'array', items: text };

const contentEncoding = { enum: ['gzip', 'br', 'zstd', 'deflate', 'identity'] };

/** How a request is made. */
const init = {
  method: text,
  headers: { type: 'object', additionalProperties: { type: 'string' } },
  mode: { enum: ['cors', 'same-origin', 'no-cors'] },
  credentials: { enum: ['omit', 'same-origin', 'include'] },
  referrerPolicy: text,
};

const request = {
  type: 'object',
  required: ['url'],
  additionalProperties: false,
  properties: {
    url: text,
    size: bytes,
    integrity: text,
    revision: text,
    ...init,
    contentEncoding,
  },
};

/** The end of a row: a number, or a template of one. */
const end = { type: ['integer', 'string'], minimum: 0, minLength: 1 };

const each = {
  type: 'object',
  required: ['each', 'to', 'url'],
  additionalProperties: false,
  properties: {
    each: { type: 'string', pattern: '^[A-Za-z_]\\w*$' },
    from: end,
    to: end,
    // No whole number has more digits that can be told apart.
    pad: { type: 'integer', minimum: 1, maximum: 15 },
    url: text,
    size: bytes,
    revision: text,
    ...init,
    contentEncoding,
  },
};

const list = {
  type: 'object',
  required: ['list', 'urls'],
  additionalProperties: false,
  properties: { list: text, urls: text, sizes: text, revisions: text, as: text, ...init },
};

/** `!` in a list would add all other files: what is to be left out has an option of its own. */
const globs = { type: 'array', minItems: 1, items: { ...text, pattern: '^[^!]' } };

const glob = {
  type: 'object',
  required: ['glob'],
  additionalProperties: false,
  properties: { glob: globs, ignore: texts, contentEncoding },
};

const icon = {
  type: 'object',
  required: ['src'],
  additionalProperties: false,
  properties: { src: text, sizes: text, type: text, label: text },
};

const click = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: { progress: text, success: text, fail: text },
};

const retry = {
  type: 'object',
  additionalProperties: false,
  properties: {
    limit: { type: 'integer', minimum: 1 },
    delays: { type: 'array', minItems: 1, items: { type: 'number', minimum: 0 } },
    jitter: { type: 'number', minimum: 0, maximum: 1 },
    giveUpAfter: { type: 'number', minimum: 0 },
  },
};

const conditions = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: { network: { enum: ['any', 'unmetered'] }, minimumFree: bytes },
};

const expiration = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: {
    maxEntries: { type: 'integer', minimum: 1 },
    maxAgeSeconds: { type: 'number', exclusiveMinimum: 0 },
    maxBytes: { type: 'integer', minimum: 1 },
  },
};

const kinds = choose(
  { required: ['each'] },
  each,
  choose({ required: ['list'] }, list, choose({ required: ['glob'] }, glob, request)),
);

const route = {
  type: 'object',
  required: ['id', 'requests'],
  additionalProperties: false,
  properties: {
    id: text,
    requests: {
      type: 'array',
      minItems: 1,
      items: choose({ const: 'page' }, {}, { type: 'object', ...kinds }),
    },
    serve: { ...texts, minItems: 1 },
    title: text,
    successTitle: text,
    failTitle: text,
    icons: { type: 'array', items: icon },
    downloadTotal: bytes,
    cacheName: text,
    click: choose({ type: 'object' }, click, text),
    retry: choose({ type: 'object' }, retry, { type: 'boolean' }),
    conditions,
    update: { enum: ['auto', 'manual'] },
    integrity: { type: 'boolean' },
    expiration,
  },
};

const navigation = {
  type: 'object',
  additionalProperties: false,
  properties: {
    directoryIndex: { type: ['string', 'null'] },
    cleanURLs: { type: 'boolean' },
    // A regular expression is an object, as far as a schema can tell.
    ignoreURLParametersMatching: { type: 'array', items: { type: 'object' } },
  },
};

/** A path, or false for none. */
export const pathOrFalse: SchemaObject = choose({ type: 'boolean' }, { enum: [false] }, text);

/** What can stand in a route. */
export const ROUTE_NAMES: readonly string[] = Object.keys(route.properties);

/** What can stand in a request, of whatever kind. */
export const REQUEST_NAMES: readonly string[] = [
  ...new Set([request, each, list, glob].flatMap(({ properties }) => Object.keys(properties))),
];

/** The JSON Schema of the options, once short forms (a request as a string) have been written out. */
export const optionsSchema: SchemaObject = {
  type: 'object',
  required: ['routes'],
  additionalProperties: false,
  properties: {
    routes: { type: 'array', items: route },
    worker: text,
    fallback: { enum: ['auto', 'always', false] },
    navigation,
    concurrency: { type: 'integer', minimum: 1 },
    namespaces: { type: 'boolean' },
  },
};

/** What can stand in the options. */
export const OPTION_NAMES: readonly string[] = Object.keys(optionsSchema.properties);
