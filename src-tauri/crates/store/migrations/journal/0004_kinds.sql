-- What payouts, refunds, files of payouts and the address book need besides.

-- Who is asked or paid, whatever the rail: a phone, or a bank account. The guard against paying twice asks for it.
ALTER TABLE operations ADD COLUMN recipient TEXT;
UPDATE operations SET recipient = phone;
DROP INDEX operations_phone;
CREATE INDEX operations_recipient ON operations (recipient, amount) WHERE recipient IS NOT NULL;

-- The charge that an operation gives back.
ALTER TABLE operations ADD COLUMN refunds TEXT;
CREATE INDEX operations_refunds ON operations (refunds) WHERE refunds IS NOT NULL;

ALTER TABLE operations ADD COLUMN batch TEXT;
CREATE INDEX operations_batch ON operations (batch) WHERE batch IS NOT NULL;

-- A file of payouts, kept as it came. Its rows are operations; what could not become one is told in `report`.
CREATE TABLE batches (
    id TEXT PRIMARY KEY NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id),
    environment TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    file BLOB NOT NULL,
    state TEXT NOT NULL,
    actor TEXT NOT NULL,
    actor_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- References of rows are good once for ever, whatever became of the row.
CREATE TABLE batch_rows (
    account TEXT NOT NULL REFERENCES accounts (id),
    reference TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    batch TEXT NOT NULL REFERENCES batches (id),
    line INTEGER NOT NULL,
    operation TEXT NOT NULL REFERENCES operations (id),
    PRIMARY KEY (account, reference)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_rows_batch ON batch_rows (batch, line);

CREATE TABLE contacts (
    id TEXT PRIMARY KEY NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT,
    phone TEXT NOT NULL UNIQUE,
    sort TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE contacts_at_providers (
    contact TEXT NOT NULL REFERENCES contacts (id),
    account TEXT NOT NULL REFERENCES accounts (id),
    provider_reference TEXT NOT NULL,
    PRIMARY KEY (account, provider_reference)
) STRICT, WITHOUT ROWID;
CREATE INDEX contacts_at_providers_contact ON contacts_at_providers (contact);

-- What a verified webhook tells of a transaction that cannot be looked up in any other way.
ALTER TABLE deliveries ADD COLUMN telling TEXT;
