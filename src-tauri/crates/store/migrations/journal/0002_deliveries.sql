-- Webhooks received. One row is one thing that was told, however often it was told.

CREATE TABLE deliveries (
    row INTEGER PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    environment TEXT NOT NULL,
    trust TEXT NOT NULL,
    flaw TEXT,
    scheme TEXT NOT NULL,
    event TEXT,
    kind TEXT,
    provider_reference TEXT,
    our_reference TEXT,
    told TEXT,
    identity TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    body TEXT,
    seen INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    -- When what it names is looked up next; nothing once that is done, or where nothing is to be done.
    look_at INTEGER,
    looks INTEGER NOT NULL,
    looked_up_at INTEGER
) STRICT;
-- A forged one must not stand in the place of the real one, so trust is part of what it is.
CREATE UNIQUE INDEX deliveries_identity ON deliveries (account, trust, identity);
CREATE INDEX deliveries_to_look_up ON deliveries (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX deliveries_reference ON deliveries (account, provider_reference) WHERE provider_reference IS NOT NULL;
CREATE INDEX deliveries_of_strangers ON deliveries (account, trust, first_at) WHERE trust <> 'verified';

-- Those of which nothing but their number is kept, by UTC day.
CREATE TABLE deliveries_counted (
    account TEXT NOT NULL REFERENCES accounts (id),
    trust TEXT NOT NULL,
    day INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (account, trust, day)
) STRICT, WITHOUT ROWID;
