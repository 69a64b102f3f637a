/** What the queue of deliveries needs: its heads found without wading through all that is owed, and what was given up. */
export const queue = `
-- The entry of each submission and destination that comes next; the others wait for it. Counting and listing them reads
-- this alone.
CREATE INDEX outbox_heads ON outbox (destination, state, cause, created_at, next_attempt_at)
  WHERE state <> 'delivered' AND (state <> 'waiting' OR next_attempt_at IS NOT NULL);

-- Deliveries that a person gave up; without them nothing would tell these from ones that were never queued.
CREATE TABLE discarded_deliveries (
  submission_id TEXT NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
  destination   TEXT NOT NULL,
  version       INTEGER NOT NULL,
  cause         TEXT,
  discarded_at  INTEGER NOT NULL,
  PRIMARY KEY (submission_id, destination)
) STRICT, WITHOUT ROWID;
`;
