/**
 * Everything the renderer may ask of main and be told by it. Neither this list nor its parts import anything of ours, so
 * they can be the whole of what the renderer knows. Queries and commands answer once; streams start with a snapshot and
 * then push changes.
 */
import { app } from './contract/app.ts';
import { diagnostics } from './contract/diagnostics.ts';
import { documents } from './contract/documents.ts';
import { google } from './contract/google.ts';
import { outbox } from './contract/outbox.ts';
import { receipts } from './contract/receipts.ts';
import { reference } from './contract/reference.ts';
import { settings } from './contract/settings.ts';
import { submissions } from './contract/submissions.ts';

export const contract = { app, documents, submissions, outbox, receipts, google, settings, reference, diagnostics };

export type Contract = typeof contract;
