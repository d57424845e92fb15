-- What the desk keeps for itself: lists under a name, and remarks of the staff. Nothing of it is ever sent.

CREATE TABLE saved_views (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    filters TEXT NOT NULL,
    columns TEXT NOT NULL,
    sorted TEXT NOT NULL,
    place INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- `subject` is the id of an operation, or that of a transaction that none was begun here for.
CREATE TABLE comments (
    seq INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    environment TEXT NOT NULL,
    text TEXT NOT NULL,
    actor TEXT NOT NULL,
    actor_by TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX comments_subject ON comments (subject, seq);
