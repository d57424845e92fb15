-- The rows of a file are recorded together, and their operations follow each other: where they begin and end is enough to find
-- them, and ten thousand rows need no entry each that names the file.
ALTER TABLE batches ADD COLUMN first_row INTEGER;
ALTER TABLE batches ADD COLUMN last_row INTEGER;
UPDATE batches SET first_row = (SELECT min(o.row) FROM operations o WHERE o.batch = batches.id),
    last_row = (SELECT max(o.row) FROM operations o WHERE o.batch = batches.id);
DROP INDEX operations_batch;
