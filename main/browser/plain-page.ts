/** What a refused request is told, in a clerk's words. */
export const REFUSALS = {
  noSession: {
    status: 401,
    text: 'This page opens only through the link that GreenWatt Intake shows when it starts. Start GreenWatt Intake again to get a new one.',
  },
  usedLink: { status: 401, text: 'This link has been used. Start GreenWatt Intake again to get a new one.' },
  unknownLink: { status: 401, text: 'This link has expired. Start GreenWatt Intake again to get a new one.' },
  foreignHost: { status: 403, text: 'GreenWatt Intake answers only on this computer.' },
  foreignOrigin: { status: 403, text: 'GreenWatt Intake answers only its own page.' },
  wrongMethod: { status: 405, text: 'This can’t be done here.' },
  notFound: { status: 404, text: 'There is nothing here. Go to the start page of GreenWatt Intake.' },
  tooMany: { status: 503, text: 'GreenWatt Intake is open in too many windows. Close some and try again.' },
  failed: { status: 500, text: 'GreenWatt Intake could not answer. Try again.' },
} as const;

export type Refusal = (typeof REFUSALS)[keyof typeof REFUSALS];

/** A page that needs nothing else. `text` is ours, never from the request. */
export function plainPage(text: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>GreenWatt Intake</title></head>
<body style="font: 1.125rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 20vh auto; padding: 0 1.5rem">
<h1 style="font-size: 1.25rem">GreenWatt Intake</h1><p>${text}</p></body></html>
`;
}
