import { useSyncExternalStore } from 'react';

/** Where in the app the user is. The hash carries it, so that reload, back and forward work. */
export type Route =
  | { readonly kind: 'submissions' }
  /** A new intake; `id` is null until one was made up for it. */
  | { readonly kind: 'new'; readonly id: string | null }
  | { readonly kind: 'submission'; readonly id: string }
  | { readonly kind: 'deliveries' }
  | { readonly kind: 'settings'; readonly section: SettingsSection };

export type SettingsSection = 'delivery' | 'lists' | 'computer';

export function hrefOf(route: Route): string {
  switch (route.kind) {
    case 'submissions':
      return '#/submissions';
    case 'new':
      return route.id === null ? '#/new' : `#/new/${encodeURIComponent(route.id)}`;
    case 'submission':
      return `#/submissions/${encodeURIComponent(route.id)}`;
    case 'deliveries':
      return '#/deliveries';
    case 'settings':
      return route.section === 'delivery' ? '#/settings' : `#/settings/${route.section}`;
    default:
      return route satisfies never;
  }
}

/** Anything unknown leads to the list. */
export function parseRoute(hash: string): Route {
  const [place, id] = hash.replace(/^#\/?/, '').split('/').map(decode);
  if (place === 'new') return { kind: 'new', id: id || null };
  if (place === 'deliveries') return { kind: 'deliveries' };
  if (place === 'settings') return { kind: 'settings', section: id === 'lists' || id === 'computer' ? id : 'delivery' };
  if (place === 'submissions' && id) return { kind: 'submission', id };
  return { kind: 'submissions' };
}

export function navigate(route: Route): void {
  window.location.hash = hrefOf(route);
}

/** Puts another address on the current place: no step back leads to the old one. */
export function rename(route: Route): void {
  window.history.replaceState(null, '', hrefOf(route));
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(
    (listener) => {
      window.addEventListener('hashchange', listener);
      return () => window.removeEventListener('hashchange', listener);
    },
    () => window.location.hash,
  );
  return parseRoute(hash);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return ''; // A mangled address is no address.
  }
}
