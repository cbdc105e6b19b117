-- Append only: no comment is changed or taken away. An address can be taken away, and is never changed.

CREATE TRIGGER comments_stay BEFORE UPDATE OR DELETE ON comments
  FOR EACH ROW EXECUTE FUNCTION ledger_stays();
CREATE TRIGGER comments_are_kept BEFORE TRUNCATE ON comments
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_stays();
CREATE TRIGGER comment_addresses_stay BEFORE UPDATE ON comment_addresses
  FOR EACH ROW EXECUTE FUNCTION ledger_stays();
