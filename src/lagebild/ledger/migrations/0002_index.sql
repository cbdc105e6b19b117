-- The index: what the readings in force hold, laid out for questions. Its rows change when a page is read again.

CREATE TABLE outlets (
  seq {serial},
  key TEXT NOT NULL UNIQUE,             -- an agency's actor, else the publisher, else the host, else the article
  name TEXT,                            -- publisher; nothing where the page tells none
  words TEXT NOT NULL,                  -- publisher and host of its first page, folded: what it is found by
  claims {integer} NOT NULL DEFAULT 0,
  articles {integer} NOT NULL DEFAULT 0
) {strict};

-- Pages in force: the newest reading of each page.
CREATE TABLE current (
  reading {integer} PRIMARY KEY REFERENCES readings (seq),
  article {integer} NOT NULL REFERENCES articles (seq),
  page TEXT NOT NULL UNIQUE,
  id TEXT NOT NULL,                     -- of the article
  outlet {integer} NOT NULL REFERENCES outlets (seq),
  home {integer} NOT NULL REFERENCES outlets (seq),  -- whose text it is: the outlet's own, an agency's, another outlet's
  home_basis TEXT NOT NULL,             -- own, agency, copy
  language TEXT NOT NULL,
  published TEXT,                       -- ISO 8601, as precisely as it is known
  title TEXT
) {strict};
CREATE INDEX current_order ON current (published, id);
CREATE INDEX current_outlet ON current (outlet);
CREATE INDEX current_home ON current (home);
CREATE INDEX current_article ON current (article);
CREATE INDEX current_id ON current (id);

CREATE TABLE actors (
  seq {serial},
  key TEXT NOT NULL UNIQUE,             -- what makes two mentions one (`compare.voices.actor_key`), or the folded words
  name TEXT,
  kind TEXT,
  country TEXT,
  wikidata TEXT,
  same {integer}                        -- the actor that a reader said it to be, by number
) {strict};
CREATE INDEX actors_same ON actors (same) WHERE same IS NOT NULL;
CREATE INDEX actors_wikidata ON actors (wikidata);

-- The spellings in which the ledger has met an actor, folded.
CREATE TABLE forms (
  folded TEXT NOT NULL,
  actor {integer} NOT NULL REFERENCES actors (seq),
  PRIMARY KEY (folded, actor)
) {bare};

CREATE TABLE voices (
  seq {serial},
  key TEXT NOT NULL UNIQUE,             -- `compare.voices.Voice.key`
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  actor {integer} REFERENCES actors (seq),
  identified INTEGER NOT NULL,          -- whether it can be recognised in another article
  claims {integer} NOT NULL DEFAULT 0,  -- of which it is the source
  articles {integer} NOT NULL DEFAULT 0,
  ends {integer} NOT NULL DEFAULT 0,    -- claims whose chain ends here
  denials {integer} NOT NULL DEFAULT 0
) {strict};
CREATE INDEX voices_claims ON voices (articles DESC, claims DESC);
CREATE INDEX voices_ends ON voices (ends DESC);

-- How a voice speaks, counted in claims: in which form and act, in which outlets, on whose word; and through which
-- outlets it is carried as the origin (reach).
CREATE TABLE habits (
  voice {integer} NOT NULL,
  kind TEXT NOT NULL,                   -- form, act, outlet, leans, reach
  value TEXT NOT NULL,                  -- the form, the act, or the number of the outlet or voice
  claims {integer} NOT NULL,
  PRIMARY KEY (voice, kind, value)
) {bare};

-- Who leans on a voice.
CREATE INDEX habits_leans ON habits (value) WHERE kind = 'leans';

CREATE TABLE claims (
  seq {serial},
  reading {integer} NOT NULL REFERENCES readings (seq),
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,                   -- of the source
  form TEXT NOT NULL,
  act TEXT NOT NULL,
  factuality TEXT NOT NULL,
  author_factuality TEXT NOT NULL,
  day INTEGER,                          -- of publication, as days since 1970-01-01; the first that is possible
  speaker {integer} NOT NULL REFERENCES voices (seq),
  origin {integer} NOT NULL REFERENCES voices (seq),
  proposition {integer}                 -- nothing where no other claim says the same
) {strict};
CREATE INDEX claims_reading ON claims (reading, position);
CREATE INDEX claims_id ON claims (id);
CREATE INDEX claims_speaker ON claims (speaker);
CREATE INDEX claims_origin ON claims (origin);
CREATE INDEX claims_contradicted ON claims (day DESC) WHERE author_factuality IN ('CT-', 'PR-', 'PS-') AND kind <> 'author';
CREATE INDEX claims_answers ON claims (day) WHERE act IN ('deny', 'confirm');
CREATE INDEX claims_denied ON claims (day DESC) WHERE act = 'deny';
CREATE INDEX claims_proposition ON claims (proposition) WHERE proposition IS NOT NULL;

-- Who and what a claim names: source, chain, actor, place, within (what holds the place), doer, recipient, third, scene.
CREATE TABLE mentions (
  actor {integer} NOT NULL,
  role TEXT NOT NULL,
  claim {integer} NOT NULL,
  PRIMARY KEY (actor, role, claim)
) {bare};

-- The days that a claim speaks of.
CREATE TABLE moments (
  first INTEGER NOT NULL,               -- days since 1970-01-01
  claim {integer} NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (first, claim, last)
) {bare};

-- Near-copies (`compare.copies`): the signature of each page in force, keys that find candidates, and what was proved.
CREATE TABLE signatures (
  reading {integer} PRIMARY KEY,
  signature {bytes} NOT NULL
) {strict};
CREATE TABLE copy_keys (
  key {integer} NOT NULL,
  reading {integer} NOT NULL,
  PRIMARY KEY (key, reading)
) {bare};
CREATE TABLE copies (
  reading {integer} PRIMARY KEY,
  original {integer} NOT NULL,          -- the reading whose text it copies
  share {real} NOT NULL                 -- the part of the copy that stands in the original
) {strict};
CREATE INDEX copies_original ON copies (original);

-- Claims that say the same (`compare.claims`): what is kept to compare a claim, keys that find candidates, and the
-- propositions that claims were gathered into. A claim that nobody else makes is in none.
CREATE TABLE sketches (
  claim {integer} PRIMARY KEY,
  sketch {bytes} NOT NULL
) {strict};
CREATE TABLE claim_keys (
  key {integer} NOT NULL,
  claim {integer} NOT NULL,
  PRIMARY KEY (key, claim)
) {bare};
CREATE TABLE propositions (
  seq {serial},
  id TEXT NOT NULL UNIQUE,
  founder {integer} NOT NULL,           -- the claim that speaks for all
  claims {integer} NOT NULL,
  articles {integer} NOT NULL,
  outlets {integer} NOT NULL,
  origins {integer} NOT NULL,           -- different ends of the chains
  identified {integer} NOT NULL,        -- those of them that are known actors
  denials {integer} NOT NULL,
  first INTEGER,                        -- days of publication
  last INTEGER
) {strict};
CREATE INDEX propositions_rank ON propositions (origins DESC, articles DESC);
CREATE INDEX propositions_last ON propositions (last DESC);
CREATE TABLE members (
  claim {integer} PRIMARY KEY,
  against {integer} NOT NULL,           -- the claim that it was found to say the same as
  score {real} NOT NULL,                -- how sure that is, 0 to 1
  decision {integer}                    -- of a reader, where it was not the machine
) {strict};

-- Figures side by side (`compare.figures`).
CREATE TABLE quantities (
  seq {serial},
  key TEXT NOT NULL UNIQUE,
  concept TEXT NOT NULL,
  unit TEXT,
  owner TEXT,
  family TEXT,
  figures {integer} NOT NULL DEFAULT 0,
  articles {integer} NOT NULL DEFAULT 0
) {strict};
CREATE INDEX quantities_rank ON quantities (articles DESC, figures DESC);
CREATE INDEX quantities_concept ON quantities (concept, unit);
CREATE TABLE figures (
  quantity {integer} NOT NULL,
  claim {integer} NOT NULL,
  number INTEGER NOT NULL,              -- its place among the figures of the claim
  stage TEXT,
  low {real},                           -- the least and the greatest value that the words allow
  high {real},
  place {integer},                      -- an actor: where it holds
  said INTEGER,                         -- the day on which it was said
  PRIMARY KEY (quantity, claim, number)
) {bare};
CREATE INDEX figures_said ON figures (quantity, said);

-- Links between two claims: dispute, revision (of a figure), denies, confirms, revises, retracts. The later one points
-- at the earlier one.
CREATE TABLE links (
  kind TEXT NOT NULL,
  claim {integer} NOT NULL,
  number INTEGER NOT NULL,              -- of the figure, -1 where the link is not about one
  other {integer} NOT NULL,
  other_number INTEGER NOT NULL,
  day INTEGER,                          -- of publication of the later one
  why TEXT NOT NULL,                    -- reasons as JSON: [[code, {name: value}], ...]
  PRIMARY KEY (kind, claim, number, other, other_number)
) {bare};
CREATE INDEX links_claim ON links (claim);
CREATE INDEX links_other ON links (other);
CREATE INDEX links_day ON links (day DESC);

-- Deeds, each as a claim tells it.
CREATE TABLE events (
  type TEXT NOT NULL,
  claim {integer} NOT NULL,
  number INTEGER NOT NULL,
  mode TEXT,
  status TEXT NOT NULL,
  actor {integer},
  recipient {integer},
  third {integer},                      -- whom it affects besides
  place {integer},
  first INTEGER,
  last INTEGER,
  PRIMARY KEY (type, claim, number)
) {bare};
CREATE INDEX events_pair ON events (actor, recipient);

-- Who calls something an escalation, or a first (`compare.talk`). The words stand in the article, from `start` to `finish`.
CREATE TABLE talk (
  claim {integer} NOT NULL,
  number INTEGER NOT NULL,              -- its place among the talk of the claim
  code TEXT NOT NULL,
  polarity TEXT NOT NULL,
  author TEXT,                          -- how the author puts it, where he takes a stand against the source
  start INTEGER NOT NULL,
  finish INTEGER NOT NULL,
  rule TEXT NOT NULL,
  day INTEGER,                          -- of publication
  PRIMARY KEY (claim, number)
) {bare};
CREATE INDEX talk_day ON talk (day DESC, claim);
CREATE INDEX talk_code ON talk (code, day DESC);
