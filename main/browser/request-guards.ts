/**
 * Decisions about a request's headers; all pure. A page elsewhere can make the clerk's browser send requests here (or
 * point its own name at 127.0.0.1), but it can't choose the Host and Origin the browser writes.
 */

/** The names this host answers to; anything else is another site's name pointed at this machine. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

/** Browsers state an Origin on every WebSocket and every request that changes something. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  return origin !== undefined && host !== undefined && origin === `http://${host}`;
}

/** Cookies are shared between ports, so the name carries ours. */
export function sessionCookieName(port: number): string {
  return `greenwatt-${port}`;
}

export function sessionCookie(port: number, key: string): string {
  return `${sessionCookieName(port)}=${key}; HttpOnly; SameSite=Strict; Path=/`;
}

/** Every value of that name: another program on this machine may have set one too. */
export function cookieValues(header: string | undefined, name: string): readonly string[] {
  return (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}
