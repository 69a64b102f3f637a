import { Button, CopyButton } from '@mantine/core';
import type { DeliveredItem } from '../../main/ipc/contract/receipts.ts';
import { partWords } from '../outbox/queue-words.ts';
import { OutsideLink } from '../ui/outside-link.tsx';

const SHOWN_OF_CHECKSUM = 8;

/** The folder first, the row last, as they are delivered. */
const order: readonly DeliveredItem['kind'][] = ['folder', 'file', 'row'];

export function DeliveredItems({ items }: { readonly items: readonly DeliveredItem[] }) {
  if (items.length === 0) return null;
  const sorted = items.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
  return (
    <dl className="delivered-items">
      {sorted.map((item) => (
        <Item key={`${item.kind} ${item.link ?? item.path} ${item.name}`} item={item} />
      ))}
    </dl>
  );
}

const checksumWords = { md5: 'MD5', sha256: 'SHA-256' } as const;

function Item({ item: { kind, name, link, path, checksum } }: { readonly item: DeliveredItem }) {
  // A bill lies in the folder above it.
  const ownPath = kind === 'file' ? null : path;
  return (
    <>
      <dt>{partWords[kind]}</dt>
      <dd>
        {link ? <OutsideLink href={link}>{name}</OutsideLink> : (ownPath ?? name)}
        {checksum && (
          <span className="aside" title={checksum.value}>
            {checksumWords[checksum.kind]} {checksum.value.slice(0, SHOWN_OF_CHECKSUM)}…
          </span>
        )}
        {ownPath && (
          <CopyButton value={ownPath}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="subtle" onClick={copy} aria-label={`Copy the path of ${name}`}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
        )}
      </dd>
    </>
  );
}
