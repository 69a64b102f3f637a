/** What the browser shows after Google sent the user back to us. */
export function signInPage(outcome: 'done' | 'failed' | 'unknown'): string {
  const { title, text } = WORDS[outcome];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
  body { font: 18px/1.5 system-ui, sans-serif; color: #1b2b20; background: #f4f7f4; display: grid; place-items: center; min-height: 90vh; margin: 0 1.5rem }
  main { max-width: 30rem }
  h1 { font-size: 1.6rem; margin: 0 0 .5rem }
</style>
<main><h1>${title}</h1><p>${text}</p></main>
</html>`;
}

const WORDS = {
  done: {
    title: 'You are signed in',
    text: 'GreenWatt Intake can now deliver to your Google Drive. You can close this tab and go back to the app.',
  },
  failed: {
    title: 'Sign-in did not work',
    text: 'Nothing was changed. Close this tab and go back to GreenWatt Intake: it says what to do next.',
  },
  unknown: {
    title: 'This sign-in is not from this app',
    text: 'Close this tab and start again with "Sign in with Google" in GreenWatt Intake.',
  },
} as const;
