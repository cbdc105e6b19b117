"""Readings -> ledger: append-only, in a file or on a server, written whole or not at all, asked by newest readings."""

from lagebild.ledger.filters import ALL, Filters
from lagebild.ledger.ledger import Ledger, open_ledger
from lagebild.ledger.problem import Problem
from lagebild.ledger.query import Derivation, Hit
from lagebild.ledger.summary import Summary
from lagebild.ledger.transfer import Taken

__all__ = ["ALL", "Derivation", "Filters", "Hit", "Ledger", "Problem", "Summary", "Taken", "open_ledger"]
