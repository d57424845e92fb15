-- How a file of payouts was read: what its columns were said to mean, and which cells a person mended on the screen. The file
-- itself is kept as it came.
CREATE TABLE batch_readings (
    batch TEXT PRIMARY KEY,
    meanings TEXT NOT NULL,
    mends TEXT NOT NULL
) STRICT;

-- What the columns of these titles were said to mean, for the next file that has them.
CREATE TABLE column_meanings (
    titles TEXT PRIMARY KEY,
    meanings TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
