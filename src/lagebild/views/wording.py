"""Puts values into words of one language: labels, numbers, dates, sources; the words are in `labels/*.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from lagebild.compare.called import translated
from lagebild.compare.figures import Reason, Relation
from lagebild.compare.identity import name_in
from lagebild.compare.timex import Interval, interval
from lagebild.compare.voices import Voice
from lagebild.errors import DataFileError, UsageError
from lagebild.lang.load import ontology
from lagebild.ledger import Judged
from lagebild.types import Article, Figure, Note, Time

UI_LANGUAGES: tuple[str, ...] = ("en", "de")


@dataclass(frozen=True, slots=True)
class Wording:
    """The labels of one language with what is needed to put values into them."""

    ui: str
    labels: Mapping[str, Mapping[str, Any]]

    def __call__(self, section: str, key: str | None, **values: object) -> str:
        """The label of a key; a key of an open list that has none (a new stage, a new note) stands for itself."""
        label = self.labels[section].get(key or "none", (key or "").replace("_", " ").replace("-", " "))
        return str(label).format(**values) if values else str(label)

    def count(self, what: str, number: int) -> str:
        """ "1 article", "3 articles"; `what` is the start of two labels in [text]."""
        return self("text", f"{what}_{'one' if number == 1 else 'many'}", number=self.number(number))

    def number(self, value: float) -> str:
        """A number with the separators of the language, whole numbers without decimals."""
        if not abs(value) < 1e15:
            return f"{value:.3g}"
        digits = f"{value:,.0f}" if value == int(value) else f"{value:,.6f}".rstrip("0").rstrip(".")
        if abs(value) < self.labels["number"]["group_from"]:
            digits = digits.replace(",", "")
        marks = {",": self("number", "group"), ".": self("number", "decimal")}
        return re.sub("[,.]", lambda mark: marks[mark[0]], digits)

    def short_number(self, value: float) -> str:
        """A number for the axis of a plot: 1.2 million, 10,000."""
        for size, name in ((1e9, "billion"), (1e6, "million")):
            if abs(value) >= size:
                return f"{self.number(round(value / size, 3))} {self('number', name)}"
        return self.number(value)

    def percent(self, share: float) -> str:
        """A share of 0 to 1 in whole percent."""
        return f"{share * 100:.0f} %"

    def date(self, value: str | None, mod: str | None = None) -> str:
        """A TIMEX3 value as the language writes dates, never more exact than the value: "June 2024", "summer
        2024"."""
        when = interval(value)
        if when is None:
            return self("reference", value) if value in self.labels["reference"] else self("date", "unknown")
        shown = self._interval(when, value or "")
        return self("mod", mod, date=shown) if mod in self.labels["mod"] else shown

    def day(self, value: str | None) -> str:
        """A date in the short form for tables."""
        when = interval(value)
        if when is None or when.grain != "day":
            return self.date(value)
        abbreviation = self.labels["date"]["abbreviations"][when.first.month - 1]
        return self("date", "short", day=when.first.day, abbreviation=abbreviation, year=when.first.year)

    def days(self, first: str | None, last: str | None) -> str:
        """A first and a last day in the short form, once where they are the same; empty where there is none."""
        ends = dict.fromkeys(self.day(end) for end in (first, last) if end)
        return " – ".join(ends)

    def signed(self, value: float) -> str:
        """A number with its sign and two decimals, as parts of a score are shown."""
        return f"{value:+.2f}".replace("-", "\N{MINUS SIGN}").replace(".", self("number", "decimal"))

    def time(self, time: Time) -> str:
        """A time as resolved, or as unknown."""
        return self.date(time.value, time.mod)

    def counted_from(self, time: Time) -> str:
        """What a time was counted from, or nothing where its words say it all."""
        if time.anchor is None or time.anchor.basis not in self.labels["anchor"]:
            return ""
        words = " ".join(time.anchor.span.text.split()) if time.anchor.span else ""
        return self("anchor", time.anchor.basis, date=self.date(time.anchor.value), words=words)

    def since(self, figure: Figure) -> str:
        """The date since which a figure holds, or nothing where it is none or not known."""
        return self.date(figure.since.value) if figure.since and interval(figure.since.value) else ""

    def voice(self, voice: Voice) -> str:
        """A source by name, or by its words where it has none, in quotation marks where nobody stands behind them."""
        if voice.kind == "author":
            return self("source", "author_of", name=voice.name) if voice.name else self("source", "author")
        if voice.kind == "unnamed":
            return self("source", "unnamed_words", words=voice.name) if voice.name else self("source", "unnamed")
        read = voice.actor.name if voice.actor else voice.name
        name = name_in(voice.actor, self.ui) if voice.actor else read
        if name == read and not (voice.actor and voice.actor.kind == "person"):
            name = translated(read, self.ui)  # "Kiew" is no actor that is known, but what it can mean has one name
        return name or self("source", "unread")

    def chain(self, voices: tuple[Voice, ...]) -> str:
        """The voices in a row, from the speaker to the origin."""
        return " ← ".join(self.voice(voice) for voice in voices)

    def title(self, article: Article) -> str:
        """The title of an article, or that it has none."""
        return article.title or self("text", "untitled")

    def outlet(self, article: Article) -> str:
        """The outlet of an article, or that it is not known."""
        return article.publisher or self("text", "no_outlet")

    def note(self, note: Note) -> str:
        """A page note in the language of the view where its code is known, else its own message."""
        return self("note", note.code) if note.code in self.labels["note"] else note.message

    def value(self, figure: Figure) -> str:
        """The value of a figure as derived: "at most 10,000", "between 8 and 12", with the unit where it has a
        sign."""
        ends = [self.number(end) for end in (figure.min, figure.max) if end is not None]
        sign = unit_sign(figure.unit)
        tail = f" {sign}" if sign else ""
        if not ends:
            return self("bound", "vague" if figure.vague else "unknown")
        if figure.min is None or figure.max is None:
            return f"{self('bound', 'at_most' if figure.min is None else 'at_least')} {ends[0]}{tail}"
        if figure.min != figure.max:
            return f"{ends[0]}–{ends[1]}{tail}"
        return f"{self('bound', 'about')} {ends[0]}{tail}" if figure.approximate else f"{ends[0]}{tail}"

    def number_of(self, figure: Figure) -> str:
        """The number of a figure whatever it bounds: "12,000" of "at most 12,000" and of "about 12,000"."""
        ends = [end for end in (figure.min, figure.max) if end is not None]
        if len(ends) == 1 or (not figure.vague and len(set(ends)) == 1):
            sign = unit_sign(figure.unit)
            return f"{self.number(ends[0])} {sign}" if sign else self.number(ends[0])
        return " ".join(figure.span.text.split()) if figure.vague or not ends else self.value(figure)

    def reason(self, reason: Reason) -> str:
        """Why two figures relate as they do, in words."""
        return self("figure_reason", reason.code, **{name: self._param(name, value) for name, value in reason.params})

    def contrast(self, relation: Relation, a: Voice, b: Voice) -> str:
        """The reasons of a relation in a row, with its two origins by the names that they have in the language."""
        named = {"origins": (("a", self.voice(a)), ("b", self.voice(b))), "same_origin": (("name", self.voice(a)),)}
        reasons = (Reason(reason.code, named.get(reason.code, reason.params)) for reason in relation.reasons)
        return "; ".join(self.reason(reason) for reason in reasons)

    def tie_reason(self, section: str, code: str, params: Sequence[tuple[str, str]], origins: Sequence[Voice]) -> str:
        """Why two claims are linked, in words; `section` is figure_reason or link_reason, `origins` whom they go back
        to."""
        if section == "figure_reason" and len(origins) > 1:
            named = {"origins": list(zip("ab", origins, strict=False)), "same_origin": [("name", origins[0])]}
            params = [(name, self.voice(voice)) for name, voice in named.get(code, [])] or params
        if (section, code) == ("link_reason", "event"):  # the type of an event is told by its id
            known = self.labels["event_type"]
            params = [(name, known.get(value, value)) for name, value in params]
        return self(section, code, **{name: self._param(name, value) for name, value in params})

    def judged(self, one: Judged) -> str:
        """What a reader noted, checked or corrected, on one line: the cell and its right value, who, and why."""
        made = one.decision
        what = self("decision", made.kind)
        if made.cell:
            what = f"{what}{self('text', 'colon')}{made.cell} = {made.content}"
        elif made.content:
            what = f"{what}{self('text', 'colon')}{made.content}"
        return f"{what} ({made.who}, {self.date(made.made[:10])}: {made.reason})"

    def _param(self, name: str, value: str) -> str:
        kind = name.partition("_")[0]
        if kind == "day":
            return self.date(value)
        if kind == "stage":
            return self("stage", value)
        return unit_sign(value) or value if kind == "unit" else value

    def _interval(self, when: Interval, value: str) -> str:
        first, year = when.first, when.first.year
        month = self.labels["date"]["months"][first.month - 1]
        if when.grain == "day":
            return self("date", "day", day=first.day, month=month, year=year)
        if when.grain == "week":
            day = self("date", "day", day=first.day, month=month, year=year)
            return self("date", "weekend" if first.isoweekday() == 6 else "week", first=day)
        if when.grain == "season":
            return self("date", "season", season=self("season", value[-2:]), year=year)
        return self("date", when.grain, month=month, year=year, number=value[-1], last=when.last.year)


@cache
def wording(ui: str) -> Wording:
    """The labels of a language; raises UsageError for one that is not served and DataFileError for a broken file."""
    if ui not in UI_LANGUAGES:
        raise UsageError(f"labels in {ui!r} are not served; choose one of: {', '.join(UI_LANGUAGES)}")
    place = f"views/labels/{ui}.toml"
    try:
        text = resources.files("lagebild.views").joinpath(f"labels/{ui}.toml").read_text(encoding="utf-8")
        return Wording(ui, tomllib.loads(text))
    except FileNotFoundError:
        raise DataFileError(f"{place} is missing") from None
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(f"{place} is no valid TOML: {error}") from error


def unit_sign(unit: str | None) -> str:
    """The first sign of a unit in `ontology/units.toml` ("%", "€", "km"), else its name; empty for plain counts."""
    if unit is None:
        return ""
    return _signs().get(unit, unit.replace("-", " "))


@cache
def _signs() -> Mapping[str, str]:
    return {row["id"]: row["symbols"][0] for row in ontology("units")["units"] if row.get("symbols")}
