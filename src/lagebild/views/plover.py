"""Deeds as records of the PLOVER codebook (PLOVER_MANUAL, chapter "JSON Data Fields"): objects, and flat rows for a
table.

Fields that the codebook does not have begin with `lagebild_`. Only fields that are known are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from lagebild import __version__
from lagebild.addresses import address
from lagebild.compare.deed_rules import kinds
from lagebild.compare.deeds import Deed
from lagebild.compare.voices import speaker
from lagebild.errors import DataFileError
from lagebild.lang.load import ontology
from lagebild.types import Actor
from lagebild.views.tables import Cell, Table

#: The fields of the codebook that are written; all others begin with `lagebild_`.
CODEBOOK: frozenset[str] = frozenset(
    {
        *("id", "has_event", "date", "enddate", "source", "recipient", "event", "event_loc", "event_text", "quad_code"),
        *("mode", "context", "text_info", "cite_info", "coder"),
    }
)
#: The columns of a table, in the order of the codebook; a dot leads into an object.
COLUMNS: tuple[str, ...] = (
    "id", "has_event", "date", "enddate",
    *(f"source.{key}" for key in ("code", "sector", "actor_text", "identifier_id", "identifier_text")),
    *(f"recipient.{key}" for key in ("code", "sector", "actor_text", "identifier_id", "identifier_text")),
    "event", "event_loc.name", "event_text", "quad_code", "mode", "context", "text_info.start", "text_info.end",
    "cite_info.url", "cite_info.title", "cite_info.language", "cite_info.publication", "coder", "lagebild_address",
    "lagebild_status", "lagebild_first", "lagebild_last", "lagebild_dating", "lagebild_reported", "lagebild_third",
    "lagebild_speaker", "lagebild_claims", "lagebild_articles", "lagebild_outlets", "lagebild_origins",
    "lagebild_identified", "lagebild_denials", "lagebild_admissions", "lagebild_claim",
)  # fmt: skip


def records(found: Iterable[Deed]) -> Iterator[dict[str, Any]]:
    """One object a deed; `date` is the day that is told, else that of the first report."""
    for deed in found:
        yield {key: value for key, value in _record(deed).items() if value not in (None, [], {})}


def table(found: Iterable[Deed]) -> Table:
    """The same as rows: lists are joined by semicolons, of lists of objects the first is written."""
    return Table(COLUMNS, tuple(tuple(_cell(record, column) for column in COLUMNS) for record in records(found)))


def _record(deed: Deed) -> dict[str, Any]:
    entry, event = deed.founder, deed.event
    article = entry.article
    told = deed.dating == "told"
    day = (deed.first if told else None) or deed.reported or deed.last
    context = _rules()["context"].get(deed.status)
    days = {"first": deed.first, "last": deed.last, "reported": deed.reported}
    counts = ("claims", "articles", "outlets", "origins", "identified", "denials", "admissions")
    return {
        "id": deed.id,
        "has_event": True,
        "date": day.isoformat() if day else None,
        "enddate": deed.last.isoformat() if told and deed.last and deed.last != deed.first else None,
        "source": _actors(deed.actor),
        "recipient": _actors(deed.recipient),
        "event": [deed.type],
        "event_loc": {"name": deed.place} if deed.place else {},
        "event_text": [event.span.text],
        "quad_code": _rules()["quad"][deed.type],
        "mode": [deed.mode] if deed.mode else [],
        "context": [context] if context else [],
        "text_info": {"start": event.span.start, "end": event.span.end},
        "cite_info": {
            key: value
            for key, value in (
                ("url", article.url), ("title", article.title), ("language", article.language),
                ("publication", article.publisher),
            )
            if value is not None
        },
        "coder": f"lagebild {__version__}",
        "lagebild_address": address("deed", deed.id),
        "lagebild_status": deed.status,
        **{f"lagebild_{name}": value.isoformat() if value else None for name, value in days.items()},
        "lagebild_dating": deed.dating,
        "lagebild_third": deed.third.name if deed.third else None,
        "lagebild_speaker": speaker(entry).name or None,
        **{f"lagebild_{name}": getattr(deed, name) for name in counts},
        "lagebild_claim": address("claim", entry.claim.id),
    }  # fmt: skip


def _actors(actor: Actor | None) -> list[dict[str, str]]:
    """The actor object of the codebook, as the one element of a list; `code` is the country, or IGO and the like."""
    if actor is None:
        return []
    code, _, sector = (actor.plover or actor.country or "").partition(" ")
    pairs = (
        ("code", code), ("sector", sector), ("actor_text", actor.name), ("identifier_id", actor.wikidata),
        ("identifier_text", actor.name if actor.wikidata else None),
    )  # fmt: skip
    return [{key: value for key, value in pairs if value}]


def _cell(record: Mapping[str, Any], column: str) -> Cell:
    key, _, inner = column.partition(".")
    value = record.get(key)
    if inner:
        value = value[0] if isinstance(value, list) and value else value
        value = value.get(inner) if isinstance(value, dict) else None
    return "; ".join(map(str, value)) if isinstance(value, list) else value


@cache
def _rules() -> Mapping[str, Mapping[str, Any]]:
    """Quad codes and contexts; raises DataFileError where a type has none."""
    content = ontology("plover")
    wanted = {kind.name for kind in kinds().values() if not kind.speech}
    if wrong := sorted(wanted ^ set(content.get("quad", ()))):
        raise DataFileError(f"ontology/plover.toml: [quad] {wrong[0]!r} is missing or no type")
    return content
