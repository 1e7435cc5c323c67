import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { toError } from '../../src/spec/messages.ts';
import { quotaExceededError } from '../../src/spec/quota-exceeded-error.ts';

const test = suite('errors that cross from the worker to a page');

const ERRORS: [name: string, type: new (...given: never[]) => Error][] = [
  ['TypeError', TypeError],
  ['AbortError', DOMException],
  ['InvalidStateError', DOMException],
  ['NotAllowedError', DOMException],
  ['OperationError', DOMException],
  ['QuotaExceededError', DOMException],
];

for (const [name, type] of ERRORS) {
  test(`${name} has its class again`, () => {
    const error = toError({ name, message: 'why' });
    assert.instance(error, type);
    assert.equal([error.name, error.message], [name, 'why']);
  });
}

test('a quota error is of the new class where there is one', () => {
  class QuotaExceededError extends DOMException {
    constructor(message: string) {
      super(message, 'QuotaExceededError');
    }
  }
  Object.assign(globalThis, { QuotaExceededError });
  try {
    assert.instance(toError({ name: 'QuotaExceededError', message: 'why' }), QuotaExceededError);
    assert.instance(quotaExceededError('why'), QuotaExceededError);
  } finally {
    Reflect.deleteProperty(globalThis, 'QuotaExceededError');
  }
});

test.run();
