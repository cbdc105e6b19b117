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
