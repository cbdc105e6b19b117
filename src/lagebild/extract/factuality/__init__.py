"""How firmly a content is put, by its source and by the author: factuality and act, by rules in `lang/*/factuality.toml`."""

from lagebild.extract.factuality.assess import assess

__all__ = ["assess"]
