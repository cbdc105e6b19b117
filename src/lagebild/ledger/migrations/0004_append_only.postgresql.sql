-- Append only: no fact is changed or taken away.

CREATE FUNCTION ledger_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only';
END $$;

CREATE TRIGGER articles_stay BEFORE UPDATE OR DELETE ON articles
  FOR EACH ROW EXECUTE FUNCTION ledger_stays();
CREATE TRIGGER articles_are_kept BEFORE TRUNCATE ON articles
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_stays();

CREATE TRIGGER readings_stay BEFORE UPDATE OR DELETE ON readings
  FOR EACH ROW EXECUTE FUNCTION ledger_stays();
CREATE TRIGGER readings_are_kept BEFORE TRUNCATE ON readings
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_stays();

CREATE TRIGGER decisions_stay BEFORE UPDATE OR DELETE ON decisions
  FOR EACH ROW EXECUTE FUNCTION ledger_stays();
CREATE TRIGGER decisions_are_kept BEFORE TRUNCATE ON decisions
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_stays();
