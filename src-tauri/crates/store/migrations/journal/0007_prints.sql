-- What was put on paper, or handed out as a file: written down before the paper comes out, so that a second one says that
-- it is a copy.

CREATE TABLE prints (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    actor_by TEXT NOT NULL,
    environment TEXT NOT NULL,
    -- What it is about: what we asked for, what the provider tells of, or both.
    operation TEXT REFERENCES operations (id),
    transaction_id TEXT,
    document TEXT NOT NULL,
    paper TEXT NOT NULL,
    -- The how-manyth of its sort about this payment.
    nth INTEGER NOT NULL,
    -- Receipts have a running number. A restored journal may have forgotten some, so it counts in a series of its own.
    series TEXT NOT NULL,
    number INTEGER
) STRICT;
CREATE INDEX prints_operation ON prints (operation) WHERE operation IS NOT NULL;
CREATE INDEX prints_transaction ON prints (transaction_id) WHERE transaction_id IS NOT NULL;
-- A number stands for one payment: only copies repeat it.
CREATE UNIQUE INDEX prints_number ON prints (environment, series, number) WHERE nth = 1 AND number IS NOT NULL;
