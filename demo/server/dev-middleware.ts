import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerTo, type Offer } from './answer.ts';
import { createLibrary } from './library.ts';
import { sendBody } from './send-body.ts';

/** What a dev server calls for each request; `next` leaves it to the others. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Answers for the library on a bundler's dev server, as the demo's own server does. */
export function libraryMiddleware(folder: string): Middleware {
  const library = createLibrary({ folder, base: '/' });
  const resources = new Map<string, never>();
  const offer: Offer = {
    root: folder,
    base: '/',
    fallback: '',
    headers: {},
    inserts: {},
    resources,
    library,
  };
  return (request, response, next) => {
    const target = new URL(request.url ?? '/', 'http://localhost');
    if (!/^\/(?:api|cdn)\//.test(target.pathname)) return next();
    answerTo(request, target, offer, {})
      .then(async ({ status, headers, body }) => {
        response.writeHead(status, headers);
        await sendBody(response, request.method === 'HEAD' ? undefined : body, {
          paces: [],
          cutAfter: undefined,
          onChunk: () => undefined,
        });
      })
      .catch(() => response.destroy());
  };
}
