/** Everything the first release stores. Times are UTC milliseconds; JSON columns are read and written by their table's file only. */
export const firstTables = `
-- Files taken in. The same bytes are one document; the file itself lies in the content-addressed store.
CREATE TABLE documents (
  id           TEXT PRIMARY KEY,
  sha256       TEXT NOT NULL UNIQUE,
  file_name    TEXT NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('pdf', 'jpeg', 'png', 'tiff', 'webp', 'heic')),
  size_bytes   INTEGER NOT NULL,
  taken_in_at  INTEGER NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('waiting', 'reading', 'read', 'cancelled', 'failed')),
  problem_code    TEXT,
  problem_message TEXT,
  page_count   INTEGER,
  -- DocumentFields of the pages read so far; rewritten with each page.
  fields       TEXT CHECK (fields IS NULL OR json_valid(fields))
) STRICT;
CREATE INDEX documents_unfinished ON documents (taken_in_at) WHERE state IN ('waiting', 'reading');

-- One row per page, made when the document is first opened. 'reading' is never stored: it is what a running process does.
CREATE TABLE pages (
  document_id  TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  page_index   INTEGER NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('waiting', 'read', 'quarantined')),
  -- Processes that died or hung while holding this page.
  kills        INTEGER NOT NULL DEFAULT 0,
  -- Asked of the next try: lowered after a process was ended over its memory limit.
  max_dpi      INTEGER,
  quarantine_reason TEXT,
  -- Of a read page.
  source       TEXT CHECK (source IN ('text-layer', 'ocr', 'blank')),
  confidence   REAL,
  elapsed_ms   REAL,
  rotation     INTEGER,
  read_at      INTEGER,
  PRIMARY KEY (document_id, page_index)
) STRICT, WITHOUT ROWID;
CREATE INDEX pages_waiting ON pages (document_id, page_index) WHERE state = 'waiting';

-- What was read, some 30 kB a page: beside the pages, so that listing 500 of them doesn't wade through it.
CREATE TABLE page_readings (
  document_id  TEXT NOT NULL,
  page_index   INTEGER NOT NULL,
  -- PageReading as JSON, as page-reading-json.ts writes it.
  reading      TEXT NOT NULL CHECK (json_valid(reading)),
  PRIMARY KEY (document_id, page_index),
  FOREIGN KEY (document_id, page_index) REFERENCES pages (document_id, page_index) ON DELETE CASCADE
) STRICT;

CREATE TABLE submissions (
  id           TEXT PRIMARY KEY,
  state        TEXT NOT NULL CHECK (state IN ('draft', 'processing', 'needs-review', 'submitted', 'delivered', 'failed')),
  turn         TEXT CHECK (turn IN ('office', 'app')),
  message      TEXT,
  version      INTEGER NOT NULL,
  form         TEXT NOT NULL CHECK (json_valid(form)),
  decisions    TEXT NOT NULL CHECK (json_valid(decisions)),
  settled      TEXT CHECK (settled IS NULL OR json_valid(settled)),
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  submitted_at INTEGER,
  delivered_at INTEGER,
  -- Set on a deleted draft; swept after 30 days.
  deleted_at   INTEGER
) STRICT;
CREATE INDEX submissions_newest ON submissions (created_at DESC) WHERE deleted_at IS NULL;

CREATE TABLE submission_documents (
  submission_id TEXT NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
  document_id   TEXT NOT NULL REFERENCES documents (id),
  -- The name this clerk's file had; the same bytes may arrive under many.
  file_name     TEXT NOT NULL,
  position      INTEGER NOT NULL,
  -- Set when the clerk took it off; the row stays so that undo brings back its name and place.
  detached_at   INTEGER,
  PRIMARY KEY (submission_id, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX submission_documents_document ON submission_documents (document_id);

-- What was submitted each time: the history of edits.
CREATE TABLE submission_versions (
  submission_id TEXT NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
  version       INTEGER NOT NULL,
  form          TEXT NOT NULL CHECK (json_valid(form)),
  decisions     TEXT NOT NULL CHECK (json_valid(decisions)),
  settled       TEXT NOT NULL CHECK (json_valid(settled)),
  document_ids  TEXT NOT NULL CHECK (json_valid(document_ids)),
  submitted_at  INTEGER NOT NULL,
  PRIMARY KEY (submission_id, version)
) STRICT, WITHOUT ROWID;

-- Deliveries still owed, and those done. Written in the transaction that submits.
CREATE TABLE outbox (
  id            TEXT PRIMARY KEY,
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  version       INTEGER NOT NULL,
  destination   TEXT NOT NULL,
  kind          TEXT NOT NULL CHECK (kind IN ('folder', 'file', 'row')),
  -- Order within a submission, growing with each version: an entry waits for every smaller one of its submission and destination.
  step          INTEGER NOT NULL,
  idempotency_key TEXT NOT NULL UNIQUE,
  payload       TEXT NOT NULL CHECK (json_valid(payload)),
  state         TEXT NOT NULL CHECK (state IN ('waiting', 'leased', 'delivered', 'rejected', 'put-aside')),
  attempts      INTEGER NOT NULL DEFAULT 0,
  -- Null: an earlier step has to be delivered first.
  next_attempt_at INTEGER,
  leased_until  INTEGER,
  -- True after an attempt whose effect is unknown: look up before repeating.
  in_doubt      INTEGER NOT NULL DEFAULT 0 CHECK (in_doubt IN (0, 1)),
  cause         TEXT,
  problem       TEXT,
  created_at    INTEGER NOT NULL,
  delivered_at  INTEGER
) STRICT;
CREATE INDEX outbox_due ON outbox (destination, kind, next_attempt_at)
  WHERE state = 'waiting' AND next_attempt_at IS NOT NULL;
CREATE INDEX outbox_leased ON outbox (leased_until) WHERE state = 'leased';
CREATE INDEX outbox_submission ON outbox (submission_id, destination, step, state);
CREATE INDEX outbox_owed ON outbox (created_at) WHERE state <> 'delivered';
-- Counting what is owed reads this alone.
CREATE INDEX outbox_state ON outbox (state);

-- What was delivered where: file ids, checksums, links. One per thing at the destination, replaced by updates.
CREATE TABLE receipts (
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  destination   TEXT NOT NULL,
  item          TEXT NOT NULL,
  receipt       TEXT NOT NULL CHECK (json_valid(receipt)),
  delivered_at  INTEGER NOT NULL,
  PRIMARY KEY (submission_id, destination, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

-- Agents, utilities and developers as last fetched.
CREATE TABLE reference_lists (
  list         TEXT PRIMARY KEY CHECK (list IN ('agents', 'utilities', 'developers')),
  rows         TEXT NOT NULL CHECK (json_valid(rows)),
  refreshed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Downsampled memory history: one row a minute, the oldest removed beyond seven days.
CREATE TABLE memory_history (
  minute_at   INTEGER PRIMARY KEY,
  peak_bytes  INTEGER NOT NULL,
  mean_bytes  INTEGER NOT NULL,
  processes   INTEGER NOT NULL
) STRICT;
`;
