-- What payouts, conversions, payment links and fees that stand as rows of their own need besides.

ALTER TABLE transactions ADD COLUMN debited INTEGER;
ALTER TABLE transactions ADD COLUMN debited_currency TEXT;
ALTER TABLE transactions ADD COLUMN recipient_gets INTEGER;
ALTER TABLE transactions ADD COLUMN recipient_gets_currency TEXT;
ALTER TABLE transactions ADD COLUMN link TEXT;
ALTER TABLE transactions ADD COLUMN system_reference TEXT;
CREATE INDEX transactions_link ON transactions (account, link) WHERE link IS NOT NULL;
CREATE INDEX transactions_system_reference ON transactions (account, system_reference)
    WHERE system_reference IS NOT NULL;

-- Fees as a provider lists them: each once, however often it is listed, and whether or not its transaction is known yet.
CREATE TABLE fee_rows (
    account TEXT NOT NULL,
    provider_reference TEXT NOT NULL,
    of TEXT NOT NULL,
    fee INTEGER NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (account, provider_reference)
) STRICT, WITHOUT ROWID;
CREATE INDEX fee_rows_of ON fee_rows (account, of);

CREATE TABLE links (
    id TEXT PRIMARY KEY NOT NULL,
    environment TEXT NOT NULL,
    account TEXT NOT NULL,
    provider_reference TEXT NOT NULL,
    operation TEXT,
    told TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    synced_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX links_environment ON links (environment, created_at);
