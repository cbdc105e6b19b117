"""The error rates that a published dossier tells: measured by `bench/`, kept in `measured.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from lagebild.lang.load import resource, rows


@dataclass(frozen=True, slots=True)
class Rate:
    """One measured figure: `suite` and `metric` name its row in docs/quality.md, `value` is in percent, `en` and `de`
    say what it is of."""

    suite: str
    metric: str
    value: float
    en: str
    de: str

    def said(self, ui: str) -> str:
        """What it is of, in the language of the labels."""
        return str(getattr(self, ui))


@cache
def rates() -> tuple[Rate, ...]:
    """The rates in the order of the file; raises DataFileError where it is wrong."""
    return rows(resource("lagebild.views", "measured.toml"), "rate", Rate, where="views/measured.toml")
