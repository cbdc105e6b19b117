"""Lagebild reads news coverage of a conflict and keeps its ledger: who said what, on whose word, how firmly."""

__version__ = "0.1.0"
