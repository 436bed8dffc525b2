import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

export function isLoopback(host: string): boolean {
  return LOOPBACK.includes(host) || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Whether a request can come from whoever may use the sandbox: from a program on this machine, or from the sandbox's own page.
 * Another site in the same browser reaches this port as well, and by a name of its own that leads here its scripts would
 * even be taken for the page's: so the name that was asked for is checked, and who asks.
 * @param host what the sandbox listens on
 */
export function isFromHere(request: IncomingMessage, host: string): boolean {
  const { headers } = request;
  const asked = nameIn(`http://${headers.host ?? ''}`);
  if (asked === null || !isOurName(asked, host)) return false;
  const { origin } = headers;
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== headers.host)) return false;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none' || isFollowedLink(request);
}

/** By somebody who has the address from elsewhere, a terminal in the browser, say: it opens the page and does nothing. */
function isFollowedLink({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
  );
}

function isOurName(name: string, host: string): boolean {
  if (isLoopback(name) || name === host.toLowerCase()) return true;
  return !isLoopback(host) && isIP(name) !== 0;
}

function nameIn(address: string): string | null {
  return URL.canParse(address) ? new URL(address).hostname.replace(/^\[|\]$/g, '') : null;
}
