export type GoogleLibraries = typeof import('./google-libraries.ts');

/** Google's libraries, loaded when first used: 25 MB that an office without Google never pays. */
export const loadGoogle = (): Promise<GoogleLibraries> => import('./google-libraries.ts');
