"""A ledger of a million claims: how fast it answers, how it grows, how much room it takes; not in `make bench`."""
