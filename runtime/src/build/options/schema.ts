import type { SchemaObject } from 'ajv';

const text = { type: 'string', minLength: 1 };
const bytes = { type: 'integer', minimum: 0 };
const texts = { type: 'array', items: text };

const contentEncoding = { enum: ['gzip', 'br', 'deflate', 'identity'] };

const request = {
  type: 'object',
  required: ['url'],
  additionalProperties: false,
  properties: {
    url: text,
    size: bytes,
    integrity: { type: 'string', pattern: '^sha(256|384|512)-' },
    revision: text,
    method: text,
    headers: { type: 'object', additionalProperties: { type: 'string' } },
    mode: { enum: ['cors', 'same-origin', 'no-cors'] },
    credentials: { enum: ['omit', 'same-origin', 'include'] },
    referrerPolicy: text,
    contentEncoding,
  },
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

const route = {
  type: 'object',
  required: ['id', 'requests'],
  additionalProperties: false,
  properties: {
    id: text,
    requests: {
      type: 'array',
      minItems: 1,
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own keyword
      items: { type: 'object', if: { required: ['glob'] }, then: glob, else: request },
    },
    title: text,
    successTitle: text,
    failTitle: text,
    icons: { type: 'array', items: icon },
    downloadTotal: bytes,
    cacheName: text,
    click: text,
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

/** The JSON Schema of the options, once short forms (a request as a string) have been written out. */
export const optionsSchema: SchemaObject = {
  type: 'object',
  required: ['routes'],
  additionalProperties: false,
  properties: {
    routes: { type: 'array', items: route },
    fallback: { enum: ['auto', 'always', false] },
    navigation,
  },
};
