-- Full-text search over words that were folded and stripped of diacritics before they came here.

CREATE TABLE claim_words (
  seq BIGINT PRIMARY KEY,
  words TSVECTOR NOT NULL
);
CREATE INDEX claim_words_find ON claim_words USING GIN (words);
CREATE TABLE article_words (
  seq BIGINT PRIMARY KEY,
  words TSVECTOR NOT NULL
);
CREATE INDEX article_words_find ON article_words USING GIN (words);

-- The place of one text in another, under the name that SQLite has for it.
CREATE FUNCTION instr(whole TEXT, part TEXT) RETURNS INTEGER LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN strpos(whole, part);
