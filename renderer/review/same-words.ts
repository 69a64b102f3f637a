/** Equal but for case, blanks and punctuation: "Smith's Deli, LLC" and "SMITHS DELI LLC". */
export function sayTheSame(left: string, right: string): boolean {
  return essence(left) === essence(right);
}

function essence(value: string): string {
  return value.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
