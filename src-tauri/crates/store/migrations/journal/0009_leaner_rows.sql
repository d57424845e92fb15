-- What nothing asks for by its own costs every payment a page to write: rows of a file are asked for by their references, and
-- an environment's operations by their time.
DROP INDEX operations_environment;

-- The commit that writes a row writes the file and the operation that it names, and neither is ever taken out again: looking
-- both up for each of ten thousand rows holds nothing that is not held already.
CREATE TABLE batch_rows_alone (
    account TEXT NOT NULL,
    reference TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    batch TEXT NOT NULL,
    line INTEGER NOT NULL,
    operation TEXT NOT NULL,
    PRIMARY KEY (account, reference)
) STRICT, WITHOUT ROWID;
INSERT INTO batch_rows_alone (account, reference, content_hash, batch, line, operation)
    SELECT account, reference, content_hash, batch, line, operation FROM batch_rows;
DROP TABLE batch_rows;
ALTER TABLE batch_rows_alone RENAME TO batch_rows;
