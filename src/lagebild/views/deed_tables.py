"""Deeds, their tellings and ties between actors as plain tables."""

from __future__ import annotations

from collections.abc import Iterable

from lagebild.addresses import address
from lagebild.compare.deeds import Deed
from lagebild.ledger import Telling, Tie
from lagebild.types import Actor
from lagebild.views.tables import Cell, Table, place_of, said_by, words_of

_WHERE = ("article", "url", "start", "end", "claim")
_WHO = ("source", "kind", "on_whose_word")


def deeds(found: Iterable[Deed]) -> Table:
    """One row for each deed, with the words that its first report tells it in."""
    header = (
        *("deed", "address", "type", "mode", "status", "actor", "recipient", "third", "place", "first", "last"),
        *("dating", "reported", "claims", "articles", "outlets", "origins", "identified", "denials", "admissions"),
        *("words", "what", *_WHO, "outlet", *_WHERE),
    )
    rows = []
    for one in found:
        entry = one.founder
        what: tuple[Cell, ...] = (one.id, address("deed", one.id), one.type, one.mode, one.status)
        parties = (_name(one.actor), _name(one.recipient), _name(one.third), one.place)
        days = (_day(one.first), _day(one.last), one.dating, _day(one.reported))
        counts = (
            one.claims, one.articles, one.outlets, one.origins, one.identified, one.denials, one.admissions,
        )  # fmt: skip
        words = (one.event.span.text, words_of(entry), *said_by(entry), entry.article.publisher)
        rows.append((*what, *parties, *days, *counts, *words, *place_of(entry, one.event.span)))
    return Table(header, tuple(rows))


def tellings(found: Iterable[Telling]) -> Table:
    """One row for each report of a deed: the words, who says it, and where it goes back to.

    `frame`: it stands in the words that report the claim, and is told by their author.
    """
    header = (
        *("address", "type", "mode", "status", "actor", "recipient", "place", "time", "words", "what", "day", *_WHO),
        *("origin", "identified", "admits", "outlet", *_WHERE, "frame"),
    )
    rows = []
    for one in found:
        event, entry = one.event, one.entry
        what: tuple[Cell, ...] = (address("claim", entry.claim.id), event.type, event.mode, event.status)
        parties = (_name(event.actor), _name(event.recipient), event.place, event.time)
        words = (event.span.text, words_of(entry), entry.article.published, *said_by(entry))
        ends = (one.origin or None, one.identified, one.admits, one.outlet or None)
        rows.append((*what, *parties, *words, *ends, *place_of(entry, event.span), event.frame))
    return Table(header, tuple(rows))


def ties(found: Iterable[Tie]) -> Table:
    """One row for each side that acts toward another; `months` lists cooperative and conflictual deeds by month."""
    header = (
        *("side", "toward", "side_country", "toward_country", "deeds", "friendly", "hostile", "types", "first", "last"),
        *("origins", "identified", "months", "undated"),
    )
    rows = []
    for one in found:
        who = (one.side.name, one.toward.name, one.side.country, one.toward.country)
        types = "; ".join(f"{kind} {number}" for kind, number in one.types)
        months = "; ".join(f"{month.isoformat()[:7]} +{good} -{bad}" for month, good, bad in one.months) or None
        counts = (one.deeds, one.friendly, one.hostile, types, _day(one.first), _day(one.last))
        rows.append((*who, *counts, one.origins, one.identified, months, one.undated))
    return Table(header, tuple(rows))


def _name(actor: Actor | None) -> str | None:
    return actor.name if actor else None


def _day(day: object) -> str | None:
    return str(day) if day is not None else None
