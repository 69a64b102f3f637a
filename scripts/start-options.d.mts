export type StartOptions =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string }
  | {
      readonly kind: 'start';
      readonly where: 'any' | 'browser' | 'desktop';
      readonly hostArguments: readonly string[];
    };
export const START_USAGE: string;
export function parseStartOptions(args: readonly string[]): StartOptions;
