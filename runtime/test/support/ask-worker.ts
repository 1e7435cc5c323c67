import * as assert from 'uvu/assert';
import { META, type PageMessage, type Reply } from '../../src/shared/protocol.ts';
import type { Route } from '../../src/sw/routes/routes.ts';
import { FakeExtendableEvent } from './worker-scope.ts';

const { answerMessage } = await import('../../src/sw/messages.ts');

/** A message without what marks it as ours. */
export type Question = PageMessage extends infer Message
  ? Message extends unknown
    ? Omit<Message, 'meta'>
    : never
  : never;

/** What a worker with these routes answers a page. */
export async function askWorker<T>(routes: readonly Route[], question: Question, client: string): Promise<T> {
  let reply: Reply<T> | undefined;
  const event = Object.assign(new FakeExtendableEvent('message'), {
    data: { meta: META, ...question },
    ports: [
      {
        postMessage(given: Reply<T>) {
          reply = given;
        },
      },
    ],
    source: { id: client },
  });
  answerMessage(event as unknown as Parameters<typeof answerMessage>[0], routes);
  await event.promises[0];
  assert.ok(reply?.ok, JSON.stringify(reply));
  return reply.value;
}
