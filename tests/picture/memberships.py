"""Claims of one proposition by hand: who says it where, on whose word, and whose text the page is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from lagebild.compare.grading import Evidence
from lagebild.compare.match import Match
from lagebild.compare.voices import origin
from lagebild.ledger import Gathered, Membership
from lagebild.picture.propositions import Proposition, opened
from lagebild.types import Actor, Entry, Source
from tests import readings

WORDS = "Northland sent 1,200 soldiers"
MINISTRY = Actor("Ministry of Defence", "organisation", "NLD")
SERVICE = Actor("Secret Service", "organisation", "NLD")

_numbers = count(1)


def named(actor: Actor) -> Source:
    """Somebody who is known."""
    return Source("named", None, actor)


def unnamed(page: Entry, words: str) -> Source:
    """Hearsay in the words of a page."""
    return Source("unnamed", readings.span(page.article.text, words), None)


AUTHOR = Source("author", None)


def member(
    outlet: str,
    day: str | None = "2024-10-20",
    *,
    source: Source | str = AUTHOR,
    chain: Sequence[Source | str] = (),
    home: str | None = None,
    basis: str = "own",
    copy_of: Membership | None = None,
    against: Membership | None = None,
    score: float | None = None,
) -> Membership:
    """A claim of a page of an outlet; sources given as words are hearsay. The home is the outlet where none is told."""
    number = next(_numbers)
    text = f"Page {number}\n\nSources and circles and officials say: {WORDS}."
    article = replace(readings.article(text, published=day, publisher=outlet or None), id=f"page-{number}")
    claim = replace(
        readings.third_claim(f"{text} He smiled."),
        id=f"claim-{number}",
        sentence=readings.span(text, WORDS),
        content=(readings.span(text, WORDS),),
    )
    page = Entry(article, claim)
    links = [unnamed(page, link) if isinstance(link, str) else link for link in (source, *chain)]
    entry = Entry(article, replace(claim, source=links[0], chain=tuple(links[1:])))
    end, text_of = origin(entry), outlet if home is None else home
    kind = end.kind if end.identified else "author" if end.kind == "author" else "unnamed"
    return Membership(
        number, entry, end.name, end.name if end.identified else text_of, kind, end.identified, outlet, text_of, basis,
        copy_of.entry.article.id if copy_of else None, against.entry.claim.id if against else None, score,
    )  # fmt: skip


def one_proposition() -> Proposition:
    """A proposition of two outlets: what a ministry says, printed and copied, with one score."""
    first = member("The Gazette", source=named(MINISTRY))
    second = member(
        "The Courier", "2024-10-21", source=named(MINISTRY), home="The Gazette", basis="copy", copy_of=first,
        against=first, score=0.91,
    )  # fmt: skip
    found = Gathered(1, "abcdef0123456789", 2, 2, 2, 1, 1, 0, 20016, 20017, first.entry)
    match = Match(0.91, True, (("deeds", 1.59), ("words", 0.5), ("bias", -1.0)))
    return opened(found, Evidence(1), (first, second), {second.entry.claim.id: match})
