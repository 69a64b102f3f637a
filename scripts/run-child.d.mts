export type ChildEnd = {
  readonly exitCode: number;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly timedOut: boolean;
  readonly problem: Error | null;
  readonly stoppedBy: NodeJS.Signals | null;
};
type Options = {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly collect?: boolean;
  readonly ipc?: boolean;
  readonly limitMs?: number;
};
export function runChild(command: string, args: readonly string[], options?: Options): Promise<ChildEnd>;
export function runStep(command: string, args: readonly string[], options?: Options): Promise<ChildEnd>;
