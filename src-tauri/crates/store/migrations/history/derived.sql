-- Made of the kept tables alone: dropped and made anew at any time.

-- What a sum is kept by. `key` is made of all the others. What is told apart by rail counts once more under a key that is not:
-- how a period went day by day asks for no rail, and need not add them all up.
CREATE TABLE IF NOT EXISTS rollup_keys (
    key TEXT PRIMARY KEY NOT NULL,
    told_apart INTEGER NOT NULL,
    environment TEXT NOT NULL,
    currency TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    account TEXT NOT NULL,
    provider TEXT NOT NULL,
    method TEXT NOT NULL,
    network TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The days of one key lie beside each other: its sum over a period is one short walk.
CREATE TABLE IF NOT EXISTS rollup_days (
    key TEXT NOT NULL,
    day TEXT NOT NULL,
    n INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    fee INTEGER NOT NULL,
    fee_not_told INTEGER NOT NULL,
    net INTEGER NOT NULL,
    net_not_told INTEGER NOT NULL,
    refunded INTEGER NOT NULL,
    PRIMARY KEY (key, day)
) STRICT, WITHOUT ROWID;

-- The same by month: a long period is its whole months, and the days at its ends.
CREATE TABLE IF NOT EXISTS rollup_months (
    key TEXT NOT NULL,
    day TEXT NOT NULL,
    n INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    fee INTEGER NOT NULL,
    fee_not_told INTEGER NOT NULL,
    net INTEGER NOT NULL,
    net_not_told INTEGER NOT NULL,
    refunded INTEGER NOT NULL,
    PRIMARY KEY (key, day)
) STRICT, WITHOUT ROWID;

-- Why what failed did: in the provider's words, without figures.
CREATE TABLE IF NOT EXISTS failures (
    environment TEXT NOT NULL,
    day TEXT NOT NULL,
    currency TEXT NOT NULL,
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    reason TEXT NOT NULL,
    n INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (environment, day, currency, kind, account, reason)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS failures_months (
    environment TEXT NOT NULL,
    day TEXT NOT NULL,
    currency TEXT NOT NULL,
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    reason TEXT NOT NULL,
    n INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (environment, day, currency, kind, account, reason)
) STRICT, WITHOUT ROWID;
