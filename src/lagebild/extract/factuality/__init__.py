"""How firmly a content is put, by its source and by the author; rules in `lang/<language>/factuality.toml`."""

from lagebild.extract.factuality.assess import assess
from lagebild.extract.factuality.seen import rated

__all__ = ["assess", "rated"]
