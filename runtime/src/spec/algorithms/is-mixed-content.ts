/**
 * Whether a request over HTTP would leave a secure context, where service workers live: the own origin is trustworthy, and so
 * are loopback hosts.
 *
 * @see https://w3c.github.io/webappsec-mixed-content/#should-block-fetch
 */
export function isMixedContent(url: string): boolean {
  const { protocol, hostname, origin } = new URL(url);
  return protocol === 'http:' && origin !== globalThis.origin && !isLoopback(hostname);
}

/** @see https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy */
function isLoopback(hostname: string): boolean {
  return /^(127(\.\d+){3}|\[::1\]|(.+\.)?localhost\.?)$/.test(hostname);
}
