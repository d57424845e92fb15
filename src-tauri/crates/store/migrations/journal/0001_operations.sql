-- The journal's first shape. Kept for good: a later change is a later file.

CREATE TABLE mark (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    revision INTEGER NOT NULL
) STRICT;
INSERT INTO mark (one, revision) VALUES (1, 0);

CREATE TABLE accounts (
    id TEXT PRIMARY KEY NOT NULL,
    provider TEXT NOT NULL,
    environment TEXT NOT NULL,
    identity TEXT NOT NULL,
    name TEXT NOT NULL,
    base_url TEXT NOT NULL,
    state TEXT NOT NULL,
    settings TEXT NOT NULL,
    credentials_set TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX accounts_identity ON accounts (provider, environment, identity) WHERE state <> 'removed';

-- `row` is made of the time of recording, so that its order is the order of time.
CREATE TABLE operations (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    request_id TEXT NOT NULL UNIQUE,
    content_hash TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    environment TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id),
    provider TEXT NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    phone TEXT,
    name TEXT,
    note TEXT,
    details TEXT NOT NULL,
    our_reference TEXT NOT NULL,
    provider_reference TEXT,
    provider_status TEXT,
    action TEXT,
    reason TEXT,
    send_by INTEGER NOT NULL,
    retry_of TEXT,
    refund_of TEXT,
    despite TEXT,
    recorded_by TEXT NOT NULL,
    checked_at INTEGER,
    check_failure TEXT,
    next_check_at INTEGER,
    check_count INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX operations_our_reference ON operations (account, our_reference);
CREATE INDEX operations_provider_reference ON operations (account, kind, provider_reference)
    WHERE provider_reference IS NOT NULL;
CREATE INDEX operations_open ON operations (environment)
    WHERE state NOT IN ('succeeded', 'failed', 'expired', 'cancelled');
CREATE INDEX operations_environment ON operations (environment);
CREATE INDEX operations_phone ON operations (phone, amount) WHERE phone IS NOT NULL;
CREATE INDEX operations_revision ON operations (revision);

-- Each row carries the hash of the one before it: a row changed or taken out later shows.
CREATE TABLE transitions (
    seq INTEGER PRIMARY KEY,
    operation TEXT NOT NULL REFERENCES operations (id),
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    actor_by TEXT NOT NULL,
    from_state TEXT,
    to_state TEXT NOT NULL,
    cause TEXT NOT NULL,
    detail TEXT,
    prev_hash BLOB NOT NULL,
    row_hash BLOB NOT NULL
) STRICT;
CREATE INDEX transitions_operation ON transitions (operation);

CREATE TABLE attempts (
    id TEXT PRIMARY KEY NOT NULL,
    request_hash TEXT NOT NULL,
    actor TEXT NOT NULL,
    actor_by TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    ended_at INTEGER,
    result TEXT
) STRICT;
CREATE TABLE attempt_operations (
    operation TEXT NOT NULL REFERENCES operations (id),
    attempt TEXT NOT NULL REFERENCES attempts (id),
    PRIMARY KEY (operation, attempt)
) STRICT, WITHOUT ROWID;

CREATE TABLE doubts (
    seq INTEGER PRIMARY KEY,
    operation TEXT NOT NULL REFERENCES operations (id),
    kind TEXT NOT NULL,
    detail_en TEXT NOT NULL,
    detail_fr TEXT NOT NULL,
    since INTEGER NOT NULL,
    opened_by TEXT NOT NULL,
    settled_at INTEGER,
    settled_by TEXT,
    aside_at INTEGER,
    aside_reason TEXT,
    aside_by TEXT
) STRICT;
CREATE UNIQUE INDEX doubts_open ON doubts (operation, kind) WHERE settled_at IS NULL;
CREATE INDEX doubts_operation ON doubts (operation);

CREATE TABLE answers (
    seq INTEGER PRIMARY KEY,
    operation TEXT NOT NULL REFERENCES operations (id),
    at INTEGER NOT NULL,
    what TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX answers_operation ON answers (operation);

CREATE TABLE settings (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    actor_by TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
