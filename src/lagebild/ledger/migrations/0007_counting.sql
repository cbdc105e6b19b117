-- What keeps questions quick over a million claims. Older ledgers need `lagebild ledger rebuild`.

-- What is counted over many claims, packed by page (`ledger/packs.py`); and what claims have in common there.
CREATE TABLE IF NOT EXISTS manners (
  seq {serial},
  key TEXT NOT NULL UNIQUE,             -- the four that follow
  kind TEXT NOT NULL,
  form TEXT NOT NULL,
  act TEXT NOT NULL,
  factuality TEXT NOT NULL
) {strict};
CREATE TABLE IF NOT EXISTS packs (
  reading {integer} PRIMARY KEY,
  body {bytes} NOT NULL                 -- number, speaker, origin, manner, reading and outlet of each claim, four bytes each
) {strict};

CREATE INDEX IF NOT EXISTS propositions_articles ON propositions (articles DESC, origins DESC);
CREATE INDEX IF NOT EXISTS figures_claim ON figures (claim);
CREATE INDEX IF NOT EXISTS figures_place ON figures (quantity, place, said);
DROP INDEX links_claim;
CREATE INDEX links_claim ON links (claim, day);
DROP INDEX links_other;
CREATE INDEX links_other ON links (other, day);
