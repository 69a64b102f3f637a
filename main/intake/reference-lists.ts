export type Agent = { readonly id: string; readonly name: string };
export type Utility = { readonly name: string; readonly active: boolean };
export type Developer = { readonly name: string };

/** What the office offers to choose from. An empty list of agents accepts any id. */
export type ReferenceLists = {
  readonly agents: readonly Agent[];
  readonly utilities: readonly Utility[];
  readonly developers: readonly Developer[];
  /** When the lists were last fetched; null for the built-in ones. */
  readonly refreshedAt: number | null;
};
