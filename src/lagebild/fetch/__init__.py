"""Address to page: files, http addresses, standard input, records and web archives, each with where it came from."""

from lagebild.fetch.source import fetch

__all__ = ["fetch"]
