-- Kept data: what a provider no longer lists must not be lost. Derived tables are in derived.sql.

CREATE TABLE mark (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    revision INTEGER NOT NULL
) STRICT;
INSERT INTO mark (one, revision) VALUES (1, 0);

-- `row` is made of the time of the transaction: its order is the order of time, and every index ends in it.
CREATE TABLE transactions (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    environment TEXT NOT NULL,
    account TEXT NOT NULL,
    provider TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    provider_status TEXT NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    fee INTEGER,
    fee_currency TEXT,
    net INTEGER,
    net_currency TEXT,
    refunded INTEGER,
    refunded_currency TEXT,
    provider_reference TEXT NOT NULL,
    our_reference TEXT,
    operator_reference TEXT,
    phone TEXT,
    name TEXT,
    method TEXT,
    network TEXT,
    note TEXT,
    provider_message TEXT,
    occurred_at INTEGER NOT NULL,
    synced_at INTEGER NOT NULL,
    raw TEXT,
    looked_up INTEGER NOT NULL DEFAULT 0,
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX transactions_environment ON transactions (environment);
CREATE INDEX transactions_open ON transactions (account) WHERE status IN ('pending', 'in_doubt');
CREATE INDEX transactions_without_phone ON transactions (account) WHERE phone IS NULL AND looked_up = 0;
CREATE INDEX transactions_candidates ON transactions (account, kind, amount);
CREATE INDEX transactions_phone ON transactions (phone) WHERE phone IS NOT NULL;
CREATE INDEX transactions_revision ON transactions (revision);

-- Rows that left a place in the order because their time was corrected.
CREATE TABLE vacated (
    row INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX vacated_revision ON vacated (revision);

CREATE TABLE balances (
    account TEXT NOT NULL,
    environment TEXT NOT NULL,
    currency TEXT NOT NULL,
    network TEXT NOT NULL,
    available INTEGER,
    pending INTEGER,
    total INTEGER,
    as_of INTEGER NOT NULL,
    PRIMARY KEY (account, currency, network)
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_states (
    account TEXT NOT NULL,
    list TEXT NOT NULL,
    complete_from INTEGER,
    complete_to INTEGER,
    backfill_cursor TEXT,
    last_run INTEGER,
    last_ok INTEGER,
    last_error TEXT,
    phones_from INTEGER,
    PRIMARY KEY (account, list)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;
