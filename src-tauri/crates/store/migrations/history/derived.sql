-- Made of the kept tables alone: dropped and made anew at any time.

CREATE TABLE IF NOT EXISTS rollup (
    day TEXT NOT NULL,
    environment TEXT NOT NULL,
    account TEXT NOT NULL,
    provider TEXT NOT NULL,
    kind TEXT NOT NULL,
    method TEXT NOT NULL,
    status TEXT NOT NULL,
    currency TEXT NOT NULL,
    n INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    fee INTEGER NOT NULL,
    net INTEGER NOT NULL,
    net_not_told INTEGER NOT NULL,
    refunded INTEGER NOT NULL,
    PRIMARY KEY (day, environment, account, provider, kind, method, status, currency)
) STRICT, WITHOUT ROWID;
