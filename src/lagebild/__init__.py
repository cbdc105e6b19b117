"""Lagebild reads news coverage of a conflict and keeps its ledger: who said what, on whose word, how firmly.

    import lagebild
    reading = lagebild.read("page.html", published="2024-10-20")
    reading.claims[0].source

Names are loaded when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from lagebild.api import read, read_all, read_text
    from lagebild.compare.deeds import Deed
    from lagebild.contract import from_json, to_json
    from lagebild.errors import (
        DataFileError,
        FetchError,
        LagebildError,
        LedgerError,
        NoArticleError,
        NotAPageError,
        PageError,
        UsageError,
        WeightsError,
    )
    from lagebild.ledger import Doing, Filters, Ledger, Tie, open_ledger
    from lagebild.types import (
        Actor,
        Article,
        Block,
        Claim,
        Entry,
        Event,
        Figure,
        Mention,
        Note,
        Page,
        Place,
        Reading,
        Source,
        Span,
        Time,
        Why,
    )

__all__ = [
    "Actor",
    "Article",
    "Block",
    "Claim",
    "DataFileError",
    "Deed",
    "Doing",
    "Entry",
    "Event",
    "FetchError",
    "Figure",
    "Filters",
    "LagebildError",
    "Ledger",
    "LedgerError",
    "Mention",
    "NoArticleError",
    "NotAPageError",
    "Note",
    "Page",
    "PageError",
    "Place",
    "Reading",
    "Source",
    "Span",
    "Tie",
    "Time",
    "UsageError",
    "WeightsError",
    "Why",
    "__version__",
    "from_json",
    "open_ledger",
    "read",
    "read_all",
    "read_text",
    "to_json",
]

_HOME = {
    "read": "api",
    "read_all": "api",
    "read_text": "api",
    "from_json": "contract",
    "to_json": "contract",
    "Deed": "compare.deeds",
    "Doing": "ledger",
    "Filters": "ledger",
    "Ledger": "ledger",
    "Tie": "ledger",
    "open_ledger": "ledger",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'lagebild' has no attribute {name!r}")
    home = _HOME.get(name) or ("errors" if name.endswith("Error") else "types")
    value = getattr(import_module(f"lagebild.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
