-- The facts: what came in, what was read from it, and what readers decided. Nothing here is ever changed or taken away.
-- Everything else in the file is an index over these three tables and can be made again from them (`ledger rebuild`).
-- Words in braces differ between SQLite and PostgreSQL; the stores fill them in.

CREATE TABLE migrations (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  applied TEXT NOT NULL                 -- UTC, ISO 8601
) {strict};

CREATE TABLE articles (
  seq {serial},
  digest TEXT NOT NULL UNIQUE,          -- of the whole article as read: the same page may be cut to an article better one day
  id TEXT NOT NULL,
  page TEXT NOT NULL,                   -- what makes two texts versions of one page: the address, else the article's id
  body {bytes} NOT NULL                 -- zlib of the article in the JSON of the contract
) {strict};
CREATE INDEX articles_id ON articles (id);
CREATE INDEX articles_page ON articles (page);

CREATE TABLE readings (
  seq {serial},                         -- the order in which they were added: the last one of a page is in force
  id TEXT NOT NULL UNIQUE,              -- of the canonical JSON of the whole reading
  article {integer} NOT NULL REFERENCES articles (seq),
  reader TEXT NOT NULL,
  version TEXT NOT NULL,
  added TEXT NOT NULL,                  -- UTC, ISO 8601
  body {bytes} NOT NULL                 -- zlib of reader, version and claims in the JSON of the contract
) {strict};
CREATE INDEX readings_article ON readings (article);
CREATE INDEX readings_added ON readings (added);

CREATE TABLE decisions (
  seq {serial},
  id TEXT NOT NULL UNIQUE,
  made TEXT NOT NULL,                   -- UTC, ISO 8601
  after {integer} NOT NULL,             -- the last reading that the ledger held then: what is done again is done in this order
  who TEXT NOT NULL,                    -- the name of the reader
  kind TEXT NOT NULL,
  target TEXT NOT NULL,                 -- the address of what it is about (lage:claim/...)
  other TEXT,                           -- the address of the second thing, for decisions about two
  cell TEXT,                            -- which cell of a claim is corrected, as a path: figures/0/max
  content TEXT,                         -- the corrected value as JSON, or the words of a note
  reason TEXT NOT NULL,
  undoes {integer} REFERENCES decisions (seq)
) {strict};
CREATE INDEX decisions_target ON decisions (target);
CREATE INDEX decisions_undoes ON decisions (undoes);

-- When the index was made anew. Writers that remember numbers of rows forget them when there is a new row here.
CREATE TABLE rebuilds (
  number {serial},
  made TEXT NOT NULL,                   -- UTC, ISO 8601
  version TEXT NOT NULL                 -- of Lagebild
) {strict};
