-- Who works here, and a trail of what they did that shows when it was touched.

CREATE TABLE staff (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    pin_hash TEXT NOT NULL,
    failed_tries INTEGER NOT NULL,
    blocked_until INTEGER,
    created_at INTEGER NOT NULL,
    removed_at INTEGER
) STRICT;

-- Each row carries the hash of the one before it, as the transitions do. `detail` is what is there afterwards.
ALTER TABLE audit ADD COLUMN staff TEXT;
ALTER TABLE audit ADD COLUMN desk TEXT;
ALTER TABLE audit ADD COLUMN before TEXT;
ALTER TABLE audit ADD COLUMN prev_hash BLOB;
ALTER TABLE audit ADD COLUMN row_hash BLOB;
-- What was written before there was a chain is in none, and is not called damaged for it.
INSERT INTO settings (key, value) SELECT 'audit_chained_from', coalesce(max(seq), 0) FROM audit;

-- The newest row: without it, one taken from the end would leave no gap.
CREATE TABLE audit_end (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    seq INTEGER NOT NULL,
    row_hash BLOB NOT NULL
) STRICT;
INSERT INTO audit_end (one, seq, row_hash) SELECT 1, coalesce(max(seq), 0), x'' FROM audit;
