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

CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER decisions_are_kept BEFORE DELETE ON decisions BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER decisions_are_not_replaced BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM decisions WHERE seq = new.seq OR id = new.id) BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
