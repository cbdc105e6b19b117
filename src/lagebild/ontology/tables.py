"""The rows of the shipped gazetteer: `gazetteer/build.py` writes them, `extract/names/gazetteer.py` reads them.

A row is a line of tab-separated columns; empty columns at its end are left out. `ontology/README.md` tells what they
mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from importlib import resources

from lagebild.errors import DataFileError
from lagebild.types import ActorKind

#: The languages in which entities have a name, and names a table of their own.
NAMED_IN = ("de", "en")


@dataclass(frozen=True, slots=True)
class Entity:
    """One row of entities.tsv; empty fields are empty strings."""

    key: str
    kind: ActorKind
    country: str = ""
    sector: str = ""
    wikidata: str = ""
    de: str = ""
    en: str = ""
    adjective_de: str = ""
    adjective_en: str = ""
    gender: str = ""
    type: str = ""
    region: str = ""
    point: str = ""
    people: str = ""

    @classmethod
    def of(cls, key: str, columns: str) -> Entity:
        """The entity of a key with the columns that stand after it."""
        kind, *rest = columns.split("\t")
        return cls(key, kind, *rest)  # type: ignore[arg-type]

    @property
    def row(self) -> str:
        """Its line."""
        return "\t".join(astuple(self)).rstrip("\t")


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a name: how it is used (see ontology/README.md) and the key of the entity that it means."""

    use: str
    key: str


def senses_of(column: str) -> tuple[Sense, ...]:
    """The senses of a name, best first, from the column that holds them."""
    return tuple(Sense(*sense.split("=", 1)) for sense in column.split(" "))


def name_row(surface: str, senses: Iterable[Sense]) -> str:
    """The line of a name, each sense once."""
    written = dict.fromkeys(f"{sense.use}={sense.key}" for sense in senses)
    return f"{surface}\t{' '.join(written)}"


def lines(name: str) -> Iterator[str]:
    """The lines of a table by its name without ending; raises DataFileError where it is missing or empty."""
    source = resources.files("lagebild.ontology").joinpath(f"gazetteer/{name}.tsv")
    try:
        found = source.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise DataFileError(f"ontology/gazetteer/{name}.tsv is missing; gazetteer/build.py makes it") from None
    if not found:
        raise DataFileError(f"ontology/gazetteer/{name}.tsv is empty")
    return iter(found)


def by_first_column(name: str) -> dict[str, str]:
    """The lines of a table by their first column; the others stay together, since few of them are ever read."""
    return dict(line.split("\t", 1) for line in lines(name))
