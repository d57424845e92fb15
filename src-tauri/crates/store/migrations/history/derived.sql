-- Made of the kept tables alone: dropped and made anew at any time.

-- The order of the key is that of the questions: a period of one currency, told apart by kind and status, is one walk.
CREATE TABLE IF NOT EXISTS rollup (
    environment TEXT NOT NULL,
    day TEXT NOT NULL,
    currency TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    account TEXT NOT NULL,
    provider TEXT NOT NULL,
    method TEXT NOT NULL,
    network TEXT NOT NULL,
    n INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    fee INTEGER NOT NULL,
    fee_not_told INTEGER NOT NULL,
    net INTEGER NOT NULL,
    net_not_told INTEGER NOT NULL,
    refunded INTEGER NOT NULL,
    PRIMARY KEY (environment, day, currency, kind, status, account, provider, method, network)
) STRICT, WITHOUT ROWID;

-- The same by month: a long period is its whole months, and the days at its ends.
CREATE TABLE IF NOT EXISTS rollup_months (
    environment TEXT NOT NULL,
    day TEXT NOT NULL,
    currency TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    account TEXT NOT NULL,
    provider TEXT NOT NULL,
    method TEXT NOT NULL,
    network TEXT NOT NULL,
    n INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    fee INTEGER NOT NULL,
    fee_not_told INTEGER NOT NULL,
    net INTEGER NOT NULL,
    net_not_told INTEGER NOT NULL,
    refunded INTEGER NOT NULL,
    PRIMARY KEY (environment, day, currency, kind, status, account, provider, method, network)
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
