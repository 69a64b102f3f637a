/** What a destination noted about one delivered thing; JSON that only that destination reads. */
export type Receipt = { readonly [key: string]: string | number | boolean | null | readonly string[] };
