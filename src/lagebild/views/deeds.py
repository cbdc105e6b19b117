"""Prints deeds, their reports, and ties between actors to a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from lagebild.addresses import address
from lagebild.compare.alliances import name_in as alliance_in
from lagebild.compare.called import translated
from lagebild.compare.deeds import Deed
from lagebild.compare.identity import name_in
from lagebild.ledger import Telling, Tie
from lagebild.types import Actor
from lagebild.views.wording import Wording
from lagebild.views.writer import Writer, content, plain

#: Types of a tie that are named, most first, and months that are shown, the latest.
TYPES, MONTHS = 4, 12
_STATUS = {"happened": "", "ongoing": "", "planned": "yellow", "hypothetical": "dim", "negated": "red", "denied": "red"}


def print_deeds(console: Console, found: Sequence[Deed], ui: str = "en") -> None:
    """Prints deeds with their days, counts and addresses."""
    page = _Deeds(console, ui)
    if not found:
        page.show(Text(page.words("text", "rows_none"), style="dim"))
    for one in found:
        page.deed(one)


def print_deed(console: Console, one: Deed, tellings: Sequence[Telling], ui: str = "en") -> None:
    """Prints one deed with all its reports and their words."""
    page = _Deeds(console, ui)
    page.deed(one)
    page.heading("tellings")
    for telling in tellings:
        page.telling(telling)


def print_ties(console: Console, found: Sequence[Tie], ui: str = "en") -> None:
    """Prints who acts toward whom, how often, how, and since when."""
    page = _Deeds(console, ui)
    page.heading("ties")
    if not found:
        page.show(Text(page.words("text", "rows_none"), style="dim"))
    for one in found:
        page.tie(one)


def days_of(one: Deed, words: Wording) -> str:
    """When a deed was done, with what that rests on, in words."""
    first, last = (day.isoformat() if day else None for day in (one.first, one.last))
    if one.dating == "none":
        return words("dating", "none")
    return words("dating", one.dating, days=words.days(first, last), day=words.day(last))


def doing(one: Deed, words: Wording, toward: str = "→") -> str:
    """Who does what to whom and where, on one line."""
    who = name_of(one.actor, words)
    whom = f" {toward} {name_of(one.recipient, words)}" if one.recipient else ""
    place = f" ({plain(translated(one.place, words.ui))})" if one.place else ""
    return f"{words('event_type', one.type)}: {who}{whom}{place}"


def name_of(actor: Actor | None, words: Wording) -> str:
    """The name of a party in the language of the view, or that nobody is told."""
    if actor is None:
        return words("text", "nobody_told")
    return plain(alliance_in(actor, words.ui) or name_in(actor, words.ui))


class _Deeds(Writer):
    """The views, each a method."""

    def deed(self, one: Deed) -> None:
        words = self.words
        self.gap()
        head = Text(doing(one, words, self.glyphs.toward), style="bold")
        if not one.is_done:
            head.append(f"  {words('event_status', one.status)}", style=_STATUS[one.status])
        self.show(head)
        self.show(Text(content(one.founder.claim)), 2)
        known = f"{words.count('all_origin', one.origins)} ({words.count('known', one.identified)})"
        counts = [words.count("claim", one.claims), words.count("article", one.articles), known]
        counts += [words.count("denial", one.denials)] if one.denials and one.is_done else []
        counts += [words.count("admission", one.admissions)] if one.admissions else []
        self.show(Text(f" {self.glyphs.dot} ".join([days_of(one, words), *counts])), 2)
        self.show(Text(address("deed", one.id), style="dim"), 2)

    def telling(self, one: Telling) -> None:
        words, event = self.words, one.event
        self.gap()
        self.show(Text(content(one.entry.claim)))
        claim = Text(address("claim", one.entry.claim.id), style="dim")
        self.show(self.dots([self.by(one.entry), self.place(one.entry), claim]), 2)
        parts = [f"“{plain(event.span.text)}”", words("event_status", event.status)]
        parts += [words("text", "told_around")] if event.frame else []
        parts += [words("text", "told_by_the_actor")] if one.admits else []
        origin = plain(one.origin) or words("text", "no_outlet")
        parts.append(f"{words('column', 'origin')}{words('text', 'colon')}{origin}")
        self.show(Text(f" {self.glyphs.dot} ".join(parts), style="dim"), 2)

    def tie(self, one: Tie) -> None:
        words = self.words
        self.gap()
        self.show(Text(f"{name_of(one.side, words)} {self.glyphs.toward} {name_of(one.toward, words)}", style="bold"))
        first, last = (day.isoformat() if day else None for day in (one.first, one.last))
        counts = [words.count("deed", one.deeds)]
        counts += [words("text", "friendly", number=words.number(one.friendly))] if one.friendly else []
        counts += [words("text", "hostile", number=words.number(one.hostile))] if one.hostile else []
        counts.append(f"{words.count('all_origin', one.origins)} ({words.count('known', one.identified)})")
        counts += [words.days(first, last)] if last else []
        self.show(Text(f" {self.glyphs.dot} ".join(counts)), 2)
        types = ", ".join(f"{words('event_type', kind)} {words.number(number)}" for kind, number in one.types[:TYPES])
        self.show(Text(types, style="dim"), 2)
        months = [f"{month.isoformat()[:7]} +{good} -{bad}" for month, good, bad in one.months[-MONTHS:]]
        if len(one.months) > 1:
            self.show(Text(f" {self.glyphs.dot} ".join(months), style="dim"), 2)
