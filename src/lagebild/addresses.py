"""Addresses of what a ledger holds, which stay the same whatever comes in: lage:claim/3f9a…, lage:proposition/…"""

from __future__ import annotations

from typing import Literal, get_args

from lagebild.errors import UsageError

Kind = Literal["claim", "proposition", "deed", "article", "actor", "source", "comment", "decision"]

_SCHEME = "lage:"


def address(kind: Kind, identifier: str) -> str:
    """The address of a thing by its id."""
    return f"{_SCHEME}{kind}/{identifier}"


def is_address(words: str) -> bool:
    """Whether something that a user gave is meant as an address."""
    return words.startswith(_SCHEME)


def id_of(words: str, kind: Kind) -> str:
    """The id, or its beginning, that a user gave as such or as an address; raises UsageError for another address."""
    if not is_address(words):
        return words
    found, slash, identifier = words.removeprefix(_SCHEME).partition("/")
    if found not in get_args(Kind) or not slash or not identifier:
        forms = ", ".join(address(one, "ID") for one in get_args(Kind))
        raise UsageError(f"{words!r} is no address; the forms are: {forms}")
    if found != kind:
        raise UsageError(f"{words!r} is the address of {_an(found)}; {_an(kind)} is asked for: {address(kind, 'ID')}")
    return identifier


def _an(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
