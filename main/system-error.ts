/** The system's short name of an error, such as ENOENT; null for errors of another kind. */
export function systemCode(cause: unknown): string | null {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
}
