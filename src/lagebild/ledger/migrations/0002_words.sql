-- Full-text search. The words stand in the tables of facts; these are indices over them, filled in the same transaction.

CREATE VIRTUAL TABLE claim_words USING fts5 (
  content, speaker, content = 'claims', content_rowid = 'seq', tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER claims_into_words AFTER INSERT ON claims BEGIN
  INSERT INTO claim_words (rowid, content, speaker) VALUES (new.seq, new.content, new.speaker);
END;

CREATE VIRTUAL TABLE article_words USING fts5 (
  text, content = 'articles', content_rowid = 'seq', tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER articles_into_words AFTER INSERT ON articles BEGIN
  INSERT INTO article_words (rowid, text) VALUES (new.seq, new.text);
END;
