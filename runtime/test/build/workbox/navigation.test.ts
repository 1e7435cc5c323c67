import { inspect } from 'node:util';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { configLine } from '../../../src/build/generate/config-code.ts';
import { resolveOptions } from '../../../src/build/options/resolve-options.ts';
import { createWorkerConfig } from '../../../src/build/plan/worker-config.ts';
import { navigationOf } from '../../../src/build/workbox/navigation.ts';
import { type ParsedConfig, parseConfig } from '../../../src/shared/parsed-config.ts';
import type { NavigationOptions } from '../../../src/shared/route.ts';

const NAVIGATIONS: [options: Parameters<typeof navigationOf>[0], expected: NavigationOptions | undefined][] =
  [
    [{}, undefined],
    [{ directoryIndex: undefined, cleanURLs: undefined }, undefined],
    [{ directoryIndex: 'start.html' }, { directoryIndex: 'start.html' }],
    [
      { directoryIndex: null, cleanURLs: false },
      { directoryIndex: null, cleanURLs: false },
    ],
    [{ ignoreURLParametersMatching: [/^ref$/] }, { ignoreURLParametersMatching: [/^ref$/] }],
    [{ ignoreURLParametersMatching: [] }, { ignoreURLParametersMatching: [] }],
  ];

for (const [options, expected] of NAVIGATIONS) {
  test(`of Workbox's options ${inspect(options)} the worker hears ${inspect(expected)}`, async () => {
    const navigation = navigationOf(options);
    const routes = [{ id: 'r/:a', requests: '/none' }];
    const output = { files: [], workerPath: 'sw.js', ...(navigation && { navigation }) };
    const { config } = await createWorkerConfig(resolveOptions({ routes, fallback: false }), output);
    assert.equal(config.navigation, expected);
    const scope: { __BGF_CONFIG?: ParsedConfig } = {};
    new Function('self', configLine(config))(scope);
    assert.equal(scope.__BGF_CONFIG, parseConfig(config));
  });
}

const STATED: [
  workbox: NavigationOptions | undefined,
  option: NavigationOptions | undefined,
  expected?: object,
][] = [
  [undefined, undefined],
  [undefined, { cleanURLs: false }, { cleanURLs: false }],
  [{ directoryIndex: null }, undefined, { directoryIndex: null }],
  [{ directoryIndex: null }, { cleanURLs: false }, { directoryIndex: null, cleanURLs: false }],
  [{ directoryIndex: null }, { directoryIndex: 'start.html' }, { directoryIndex: 'start.html' }],
  [
    { ignoreURLParametersMatching: [/./] },
    { ignoreURLParametersMatching: [] },
    { ignoreURLParametersMatching: [] },
  ],
];

for (const [workbox, option, expected] of STATED) {
  test(`navigation: Workbox says ${inspect(workbox)}, the option ${inspect(option)}`, async () => {
    const options = resolveOptions({ routes: [], fallback: false, ...(option && { navigation: option }) });
    const output = { files: [], workerPath: 'sw.js', ...(workbox && { navigation: workbox }) };
    const { config } = await createWorkerConfig(options, output);
    assert.equal(config.navigation, expected);
  });
}

test.run();
