-- A ledger of the first kind (schema 3), as far as taking over reads it: tables, head and triggers as they were.
-- The facts: articles, the readings of them, and what each reading found. Nothing here is ever changed or taken away.

CREATE TABLE migrations (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  applied TEXT NOT NULL                 -- UTC, ISO 8601
) STRICT;

CREATE TABLE articles (
  seq INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,          -- of the whole article as read: the same page may be cut to an article better one day
  id TEXT NOT NULL,
  url TEXT,
  title TEXT,
  byline TEXT,
  publisher TEXT,
  published TEXT,                       -- ISO 8601, as precisely as it is known
  published_basis TEXT NOT NULL,
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  blocks TEXT NOT NULL,                 -- JSON of the contract
  notes TEXT NOT NULL,                  -- JSON of the contract
  outlet TEXT NOT NULL                  -- publisher and host, folded for comparison
) STRICT;

CREATE TABLE readings (
  seq INTEGER PRIMARY KEY,              -- the order in which they were added: the last one of an article is in force
  id TEXT NOT NULL UNIQUE,              -- of the canonical JSON of the whole reading
  article INTEGER NOT NULL REFERENCES articles (seq),
  article_id TEXT NOT NULL,
  reader TEXT NOT NULL,
  version TEXT NOT NULL,
  added TEXT NOT NULL                   -- UTC, ISO 8601
) STRICT;
CREATE INDEX readings_of_article ON readings (article_id, seq);
CREATE INDEX readings_article ON readings (article);

CREATE TABLE claims (
  seq INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES readings (seq),
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  payload TEXT NOT NULL,                -- JSON of the contract; the columns below repeat what queries ask for
  source_kind TEXT NOT NULL,
  speaker TEXT NOT NULL,                -- words and canonical name of the source, empty for the author
  content TEXT NOT NULL,
  form TEXT NOT NULL,
  act TEXT NOT NULL,
  factuality TEXT NOT NULL,
  author_factuality TEXT NOT NULL,
  UNIQUE (reading, position)
) STRICT;
CREATE INDEX claims_id ON claims (id);

CREATE TABLE figures (
  seq INTEGER PRIMARY KEY,
  claim INTEGER NOT NULL REFERENCES claims (seq),
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  min REAL,
  max REAL,
  approximate INTEGER NOT NULL,
  vague INTEGER NOT NULL,
  unit TEXT,
  counted TEXT,
  whose TEXT,
  stage TEXT,
  as_of TEXT,
  change TEXT
) STRICT;
CREATE INDEX figures_claim ON figures (claim);

CREATE TABLE times (
  seq INTEGER PRIMARY KEY,
  claim INTEGER NOT NULL REFERENCES claims (seq),
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  type TEXT NOT NULL,
  value TEXT,
  mod TEXT,
  role TEXT NOT NULL
) STRICT;
CREATE INDEX times_claim ON times (claim);

CREATE TABLE mentions (
  seq INTEGER PRIMARY KEY,
  claim INTEGER NOT NULL REFERENCES claims (seq),
  role TEXT NOT NULL CHECK (role IN ('source', 'chain', 'actor', 'place', 'doer', 'recipient', 'scene')),
  who TEXT NOT NULL,                    -- Wikidata id, else folded name, else folded words: what makes two mentions one
  name TEXT,
  words TEXT,
  folded_name TEXT NOT NULL,
  folded_words TEXT NOT NULL,
  kind TEXT,
  country TEXT,
  wikidata TEXT,
  start INTEGER,
  end INTEGER
) STRICT;
CREATE INDEX mentions_claim ON mentions (claim, role);
CREATE INDEX mentions_who ON mentions (who, role);

CREATE TABLE events (
  seq INTEGER PRIMARY KEY,
  claim INTEGER NOT NULL REFERENCES claims (seq),
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  type TEXT NOT NULL,
  mode TEXT,
  actor TEXT,
  recipient TEXT,
  time TEXT,
  place TEXT,
  status TEXT NOT NULL
) STRICT;
CREATE INDEX events_claim ON events (claim);

-- The reading in force for each article.
CREATE VIEW newest AS
  SELECT max(seq) AS seq FROM readings GROUP BY article_id;
-- Append only: no fact is changed, taken away, or replaced (INSERT OR REPLACE deletes without asking the second trigger).

CREATE TRIGGER articles_stay BEFORE UPDATE ON articles BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER articles_are_kept BEFORE DELETE ON articles BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER articles_are_not_replaced BEFORE INSERT ON articles
WHEN EXISTS (SELECT 1 FROM articles WHERE seq = new.seq OR digest = new.digest) BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;

CREATE TRIGGER readings_stay BEFORE UPDATE ON readings BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER readings_are_kept BEFORE DELETE ON readings BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER readings_are_not_replaced BEFORE INSERT ON readings
WHEN EXISTS (SELECT 1 FROM readings WHERE seq = new.seq OR id = new.id) BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;

CREATE TRIGGER claims_stay BEFORE UPDATE ON claims BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER claims_are_kept BEFORE DELETE ON claims BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER claims_are_not_replaced BEFORE INSERT ON claims
WHEN EXISTS (SELECT 1 FROM claims WHERE seq = new.seq OR (reading = new.reading AND position = new.position)) BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;

CREATE TRIGGER figures_stay BEFORE UPDATE ON figures BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER figures_are_kept BEFORE DELETE ON figures BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER figures_are_not_replaced BEFORE INSERT ON figures
WHEN EXISTS (SELECT 1 FROM figures WHERE seq = new.seq) BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;

CREATE TRIGGER times_stay BEFORE UPDATE ON times BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER times_are_kept BEFORE DELETE ON times BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER times_are_not_replaced BEFORE INSERT ON times
WHEN EXISTS (SELECT 1 FROM times WHERE seq = new.seq) BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;

CREATE TRIGGER mentions_stay BEFORE UPDATE ON mentions BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER mentions_are_kept BEFORE DELETE ON mentions BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER mentions_are_not_replaced BEFORE INSERT ON mentions
WHEN EXISTS (SELECT 1 FROM mentions WHERE seq = new.seq) BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;

CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER events_are_kept BEFORE DELETE ON events BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER events_are_not_replaced BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE seq = new.seq) BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;

PRAGMA application_id = 1281451877;
PRAGMA user_version = 3;
