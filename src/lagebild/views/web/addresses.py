"""Addresses of the pages: each thing of the ledger has one that stays the same whatever comes in.

Keys can hold any sign. A key that ends like a form of a page (.json) gets the ending .html, so that both stay apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args
from urllib.parse import quote, urlencode

from lagebild.ledger.browse import Quantity

Form = Literal["html", "json", "csv"]
FORMS: tuple[Form, ...] = get_args(Form)

_QUANTITY = ("of", "unit", "whose", "family")


def thing(kind: str, key: str) -> str:
    """The address of a thing by its kind (article, claim, actor, …) and its key."""
    ending = ".html" if key.endswith(tuple(f".{form}" for form in FORMS)) or key.strip(".") == "" else ""
    return f"/{kind}/{quote(key.strip(), safe=':')}{ending}"


def claim(article: str, claim: str) -> str:
    """The address of a claim's sentence in the text of its article."""
    return f"{thing('article', article)}#c-{claim}"


def quantity(parts: Quantity) -> str:
    """The address of a quantity: concept, unit, whose, family."""
    return with_query("/figure", dict(zip(_QUANTITY, parts, strict=True)))


def quantity_of(asked: Mapping[str, str]) -> Quantity:
    """The quantity that a query means."""
    of, unit, whose, family = (asked.get(name) or None for name in _QUANTITY)
    return of or "", unit, whose, family


def with_query(path: str, asked: Mapping[str, object]) -> str:
    """A path with what is asked; what is empty is left out."""
    given = {name: str(value) for name, value in asked.items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path


def written(path: str) -> str:
    """A path as an address writes it, from one in which every sign stands for itself."""
    return quote(path, safe="/:")


def parted(path: str) -> tuple[str, Form]:
    """A path without the ending of its form, and the form."""
    for form in FORMS:
        if path.endswith(f".{form}"):
            return path.removesuffix(f".{form}"), form
    return path, "html"
