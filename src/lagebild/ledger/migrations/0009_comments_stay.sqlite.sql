-- Append only: no comment is changed, taken away, or replaced. An address can be taken away, and is never changed.

CREATE TRIGGER comments_stay BEFORE UPDATE ON comments BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER comments_are_kept BEFORE DELETE ON comments BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER comments_are_not_replaced BEFORE INSERT ON comments
WHEN EXISTS (SELECT 1 FROM comments WHERE seq = new.seq OR id = new.id) BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER comment_addresses_stay BEFORE UPDATE ON comment_addresses BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER comment_addresses_are_not_replaced BEFORE INSERT ON comment_addresses
WHEN EXISTS (SELECT 1 FROM comment_addresses WHERE comment = new.comment) BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only');
END;
