-- What readers of a dossier wrote about it. Who lets it appear, or not, is a decision about `lage:comment/ID`.

CREATE TABLE comments (
  seq {serial},
  id TEXT NOT NULL UNIQUE,              -- of its content, which is all but the address in the next table
  made TEXT NOT NULL,                   -- UTC, ISO 8601
  target TEXT NOT NULL,                 -- what it is about: lage:article/..., lage:dossier
  name TEXT NOT NULL,
  words TEXT NOT NULL,
  language TEXT NOT NULL                -- of the words, as its writer says: de, en, ..., und
) {strict};
CREATE INDEX comments_target ON comments (target);

-- Where somebody can be answered. It lies apart, so that no question about comments can come upon it, and it can be taken away.
CREATE TABLE comment_addresses (
  comment {integer} PRIMARY KEY REFERENCES comments (seq),
  email TEXT NOT NULL
) {strict};
