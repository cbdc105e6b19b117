"""Readings -> ledger: an append-only SQLite file, written whole or not at all, queried by its newest readings."""

from lagebild.ledger.filters import ALL, Filters
from lagebild.ledger.ledger import Ledger, open_ledger
from lagebild.ledger.query import Derivation, Hit

__all__ = ["ALL", "Derivation", "Filters", "Hit", "Ledger", "open_ledger"]
