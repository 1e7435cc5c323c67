/** A session of W3C WebDriver: only what the tests use of it. */
export interface WebDriverSession {
  /** Sends a command of the session, one at a time; gives the reply's value. */
  send<Value>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Value>;
  /** Sends several commands, with none of somebody else between them. */
  together<Value>(commands: (send: WebDriverSession['send']) => Promise<Value>): Promise<Value>;
}

/**
 * Opens a session at a driver.
 *
 * @param endpoint - URL of the driver, without a slash at the end.
 * @throws Error with the driver's own words.
 * @see https://www.w3.org/TR/webdriver2/
 */
export async function openSession(endpoint: string, capabilities: unknown): Promise<WebDriverSession> {
  const { sessionId } = await command<{ sessionId: string }>(`${endpoint}/session`, 'POST', { capabilities });
  const base = `${endpoint}/session/${sessionId}`;
  let last: Promise<unknown> = Promise.resolve();
  const send: WebDriverSession['send'] = (method, path, body) => command(base + path, method, body);
  const together: WebDriverSession['together'] = (commands) => {
    const result = last.then(() => commands(send));
    last = result.catch(() => undefined);
    return result;
  };
  return { send: (...request) => together((now) => now(...request)), together };
}

async function command<Value>(url: string, method: string, body: unknown): Promise<Value> {
  const response = await fetch(url, {
    method,
    body: method === 'POST' ? JSON.stringify(body ?? {}) : null,
    headers: { 'content-type': 'application/json' },
  });
  const { value } = (await response.json()) as { value: Value & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`${method} ${url}: ${value.error} (${value.message})`);
  return value;
}
