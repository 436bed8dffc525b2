/**
 * The host that a link leads to, when that is not the host that stands in it for people to read: there is a name before
 * an "@", another alphabet, or something encoded. Null for an honest link.
 */
export function hiddenHost(link: string): string | null {
  const shown = /^https?:\/\/([^/?#]*)/i.exec(link)?.[1]?.toLowerCase();
  if (shown === undefined) return null;
  try {
    const { host } = new URL(link);
    return host === shown.replace(/:(?:80|443)$/, '') || host === shown ? null : host;
  } catch {
    return 'nowhere';
  }
}
