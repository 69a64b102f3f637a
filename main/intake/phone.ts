export type Phone = { readonly digits: string; readonly extension: string };

const pattern = /^([\d\s().+/-]+?)(?:\s*(?:ext\.?|extension|x|#)\s*(\d{1,6}))?$/i;

/** A US number as people type it: 10 digits, perhaps after a 1 or +1, perhaps with an extension. Null: not one. */
export function parsePhone(typed: string): Phone | null {
  const match = pattern.exec(typed.trim());
  const digits = match?.[1]?.replaceAll(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
  return digits?.length === 10 ? { digits, extension: match?.[2] ?? '' } : null;
}

/** 607-555-0123 or 607-555-0123 x12; what isn't a US number stays as typed. */
export function formatPhone(typed: string): string {
  const phone = parsePhone(typed);
  if (!phone) return typed.trim();
  const { digits, extension } = phone;
  return `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}${extension && ` x${extension}`}`;
}
