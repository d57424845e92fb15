-- Made of the kept tables alone: dropped and made anew at any time.

-- What a sum is kept by. `name` is made of all that follow it. What is told apart by rail counts once more under keys that
-- are told apart by `nothing`, or by `method` or `network` alone: whoever asks for less need not add up more.
CREATE TABLE IF NOT EXISTS rollup_keys (
    key INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    told_apart TEXT NOT NULL,
    environment TEXT NOT NULL,
    currency TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    account TEXT NOT NULL,
    provider TEXT NOT NULL,
    method TEXT NOT NULL,
    network TEXT NOT NULL
) STRICT;

-- The days of one key lie beside each other: its sum over a period is one short walk.
CREATE TABLE IF NOT EXISTS rollup_days (
    key INTEGER NOT NULL,
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

-- The same by tens of days and by month: a long period is its whole months, the tens around them, and the days at its ends. A
-- ten is named by the letters that its days have in common, as a month is.
CREATE TABLE IF NOT EXISTS rollup_tens (
    key INTEGER NOT NULL,
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
CREATE TABLE IF NOT EXISTS rollup_months (
    key INTEGER NOT NULL,
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
CREATE TABLE IF NOT EXISTS failures_tens (
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
