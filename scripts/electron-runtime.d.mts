export function findElectron(options: {
  readonly limitMs: number | null;
  readonly announce: (line: string) => void;
  readonly packageFolder?: string;
  readonly cacheFolder?: string;
}): Promise<{ readonly program: string } | { readonly reason: string }>;
