/** What the person at the settings has to change, and at which place; `message` says what to do. */
export type OfficeProblem = {
  readonly place: 'client' | 'key-file' | 'sign-in' | 'folder' | 'sheet' | 'wider-access';
  readonly message: string;
};
