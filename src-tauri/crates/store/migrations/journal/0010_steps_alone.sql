-- The commit that writes a step writes or changes the operation that it belongs to, and neither is ever taken out again; that
-- both fit is what the chain and the sums are checked for. Looking the operation up once more for each of ten thousand rows of a
-- file holds nothing besides.
CREATE TABLE transitions_alone (
    seq INTEGER PRIMARY KEY,
    operation TEXT NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    actor_by TEXT NOT NULL,
    from_state TEXT,
    to_state TEXT NOT NULL,
    cause TEXT NOT NULL,
    detail TEXT,
    prev_hash BLOB NOT NULL,
    row_hash BLOB NOT NULL
) STRICT;
INSERT INTO transitions_alone (seq, operation, at, actor, actor_by, from_state, to_state, cause, detail, prev_hash, row_hash)
    SELECT seq, operation, at, actor, actor_by, from_state, to_state, cause, detail, prev_hash, row_hash FROM transitions;
DROP TABLE transitions;
ALTER TABLE transitions_alone RENAME TO transitions;
CREATE INDEX transitions_operation ON transitions (operation);
