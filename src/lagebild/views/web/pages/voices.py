"""Who speaks: the lists of sources and outlets, one source, one outlet."""

from __future__ import annotations

from collections import Counter

from lagebild.compare.voices import origin
from lagebild.ledger.answers import Speaking
from lagebild.ledger.browse import Standing
from lagebild.views import answer_tables
from lagebild.views.tables import Table, claims
from lagebild.views.value_tables import gathered_name, is_gathered, source_name, whose
from lagebild.views.web.pages.overview import listed
from lagebild.views.web.visit import ROWS, Answer, NotThereError, Visit, decided_about

#: So many of the latest claims of others that go back to a source.
_ENDS = 12
#: Sources of one page of the list; nobody turns more pages than lead to so many.
_SOURCES, _FARTHEST = 60, 10_000
#: The list shows the first forms and acts of a source; and whether it has more than those, or than one outlet.
_HABITS = 8


def sources(visit: Visit) -> Answer:
    """Who speaks, those in most articles first."""
    skip = min(visit.number("skip") or 0, _FARTHEST)
    habits = _HABITS if visit.form == "html" else None
    listed = visit.ledger.sources(limit=_SOURCES + 1, habits=habits, skip=skip)
    found = listed[:_SOURCES]
    return Answer(
        template="sources.html.j2",
        title=visit.words("heading", "sources"),
        filled={"found": found, "skip": skip},
        table=lambda: answer_tables.sources(found),
        next=visit.address(skip=skip + _SOURCES) if len(listed) > _SOURCES and skip < _FARTHEST else None,
        nav="sources",
    )


def source(visit: Visit) -> Answer:
    """One source: how it speaks, how its claims stand, what it said last, what goes back to it."""
    browse = visit.ledger.browse
    one = browse.voice(visit.key)
    if one is None:
        raise NotThereError("source", visit.key)
    if is_gathered(one):
        return _gathered(visit, one)
    below = visit.number("below")
    said = browse.said_by(one.seq, limit=ROWS + 1, below=below)
    ends = browse.going_back_to(one.seq, limit=_ENDS) if below is None else []
    shown = [entry for _, entry in said[:ROWS]]
    return Answer(
        template="source.html.j2",
        title=source_name(one, visit.words),
        filled={
            "one": one,
            "decided": decided_about(visit, "source", one.key),
            "grade": answer_tables.grade_of(one),
            "standing": browse.voice_standing(one.seq) if below is None else None,
            "said": shown,
            "ends": [entry for _, entry in ends],
        },
        table=lambda: claims(shown),
        about={"source": dict(zip(*_first(answer_tables.sources([one])), strict=True))},
        next=visit.address(below=said[ROWS - 1][0]) if len(said) > ROWS else None,
        nav="sources",
    )


def _gathered(visit: Visit, one: Speaking) -> Answer:
    """What an outlet, an agency or somebody has from nobody named, or says itself: no speaker, but an origin."""
    found = visit.ledger.browse.going_back_to(one.seq, limit=ROWS + 1, below=visit.number("below"))
    shown = [entry for _, entry in found[:ROWS]]
    voices = {voice.key: voice for voice in map(origin, shown)}
    return Answer(
        template="gathered.html.j2",
        title=gathered_name(one.voice, visit.words),
        filled={
            "one": one,
            "whose": whose(one.voice, visit.words),
            "found": shown,
            "voices": [(voices[key], number) for key, number in Counter(origin(e).key for e in shown).most_common()],
            "decided": decided_about(visit, "source", one.key),
        },
        table=lambda: claims(shown),
        about={"source": dict(zip(*_first(answer_tables.sources([one])), strict=True))},
        next=visit.address(below=found[ROWS - 1][0]) if len(found) > ROWS else None,
        nav="sources",
    )


def outlets(visit: Visit) -> Answer:
    """The outlets with most articles."""
    skip = min(visit.number("skip") or 0, 10_000)
    found = visit.ledger.browse.outlets(limit=ROWS + 1, skip=skip)
    shown = found[:ROWS]
    header = ("outlet", "articles", "claims", "key")
    rows = tuple((one.name or None, one.articles, one.claims, one.key.strip()) for one in shown)
    return Answer(
        template="outlets.html.j2",
        title=visit.words("web_nav", "outlets"),
        filled={"found": shown},
        table=lambda: Table(header, rows),
        next=visit.address(skip=skip + ROWS) if len(found) > ROWS else None,
        nav="outlets",
    )


def outlet(visit: Visit) -> Answer:
    """One outlet: how its claims stand, and its articles."""
    browse = visit.ledger.browse
    one = browse.outlet(visit.key)
    if one is None:
        raise NotThereError("outlet", visit.key)
    below = visit.number("below")
    found = browse.latest(limit=ROWS + 1, below=below, outlet=one.seq)
    shown = found[:ROWS]
    standing = browse.outlet_standing(one.seq)
    return Answer(
        template="outlet.html.j2",
        title=one.name or visit.words("text", "no_outlet"),
        filled={"one": one, "standing": standing if below is None else None, "found": shown},
        table=lambda: listed(shown),
        about={"outlet": one.name or None, "articles": one.articles, "claims": one.claims, "standing": _told(standing)},
        next=visit.address(below=shown[-1].reading) if len(found) > ROWS else None,
        nav="outlets",
    )


def _told(one: Standing) -> dict[str, int]:
    return {name: getattr(one, name) for name in ("among", "alone", "corrected", "contradicted", "confirmed")}


def _first(table: Table) -> tuple[tuple[str, ...], tuple[object, ...]]:
    return table.header, table.rows[0]
