-- What lay in the wallets, kept whenever it differs from what was read before. No provider tells it afterwards.

CREATE TABLE balance_history (
    seq INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    environment TEXT NOT NULL,
    currency TEXT NOT NULL,
    network TEXT NOT NULL,
    available INTEGER,
    pending INTEGER,
    total INTEGER,
    as_of INTEGER NOT NULL
) STRICT;
CREATE INDEX balance_history_of ON balance_history (account, currency, network, as_of);
INSERT INTO balance_history (account, environment, currency, network, available, pending, total, as_of)
    SELECT account, environment, currency, network, available, pending, total, as_of FROM balances;
