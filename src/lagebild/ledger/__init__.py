"""Stage ledger."""
