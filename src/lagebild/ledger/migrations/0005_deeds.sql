-- One deed, many reports: events gathered as claims are (`compare.one_deed`). Older ledgers need `lagebild ledger rebuild`.

ALTER TABLE actors ADD COLUMN plover TEXT;
ALTER TABLE events ADD COLUMN deed {integer};      -- nothing for speech, which is no deed
ALTER TABLE events ADD COLUMN dating TEXT;         -- what first and last rest on: told, published, bound, none
ALTER TABLE events ADD COLUMN admits INTEGER;      -- whether somebody of the acting side tells it
ALTER TABLE events ADD COLUMN side {integer};      -- who the actor acts for, and toward whom: actors
ALTER TABLE events ADD COLUMN toward {integer};
ALTER TABLE events ADD COLUMN telling {bytes};     -- `compare.tellings.Telling`
CREATE INDEX events_deed ON events (deed) WHERE deed IS NOT NULL;
CREATE INDEX events_claim ON events (claim);

CREATE TABLE deed_keys (
  key {integer} NOT NULL,
  claim {integer} NOT NULL,
  number INTEGER NOT NULL,              -- of the event in its claim
  PRIMARY KEY (key, claim, number)
) {bare};

-- Days are counted since 1970-01-01; what the columns mean is told by `compare.deeds.Deed`.
CREATE TABLE deeds (
  seq {serial},
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  mode TEXT,
  status TEXT NOT NULL,
  actor {integer},
  recipient {integer},
  third {integer},
  place {integer},
  side {integer},
  toward {integer},
  first INTEGER,
  last INTEGER,
  dating TEXT NOT NULL,
  reported INTEGER,
  claims {integer} NOT NULL,
  articles {integer} NOT NULL,
  outlets {integer} NOT NULL,
  origins {integer} NOT NULL,
  identified {integer} NOT NULL,
  denials {integer} NOT NULL,
  admissions {integer} NOT NULL,
  founder {integer} NOT NULL,
  number INTEGER NOT NULL               -- of the event in the founder
) {strict};
CREATE INDEX deeds_rank ON deeds (origins DESC, articles DESC);
CREATE INDEX deeds_last ON deeds (last DESC);
CREATE INDEX deeds_type ON deeds (type, last DESC);
CREATE INDEX deeds_pair ON deeds (side, toward, last DESC);
CREATE INDEX deeds_toward ON deeds (toward, last DESC);

-- What is told as done between two sides, counted in deeds by type and month.
CREATE TABLE tie_months (
  side {integer} NOT NULL,
  toward {integer} NOT NULL,
  type TEXT NOT NULL,
  month INTEGER NOT NULL,               -- of the last day on which it can have been done: 12 * year + month - 1, -1 for none
  deeds {integer} NOT NULL,
  PRIMARY KEY (side, toward, type, month)
) {bare};
