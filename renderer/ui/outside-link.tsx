import { IconExternalLink } from '@tabler/icons-react';

/** Leads out of the app, into the system's browser. */
export function OutsideLink({ href, children }: { readonly href: string; readonly children: string }) {
  return (
    <a className="outside-link" href={href} target="_blank" rel="noreferrer">
      {children}
      <IconExternalLink size={14} aria-label="opens in the browser" />
    </a>
  );
}
