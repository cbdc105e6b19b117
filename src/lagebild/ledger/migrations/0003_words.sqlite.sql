-- Full-text search. The words themselves stand packed in the facts; these tables hold only where each word occurs.

CREATE VIRTUAL TABLE claim_words USING fts5 (
  content, speaker, content = '', tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE article_words USING fts5 (
  text, content = '', tokenize = "unicode61 remove_diacritics 2"
);
