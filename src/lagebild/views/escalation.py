"""Talk and verdicts in words, as rows and on a terminal; a clause of a verdict is one sentence of `labels/*.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from rich.console import Console
from rich.text import Text

from lagebild.addresses import address
from lagebild.compare.identity import country_in, name_in
from lagebild.compare.voices import speaker
from lagebild.ledger.talks import Answered
from lagebild.ontology.intensity import IDS
from lagebild.picture.escalation import Clause, Escalation, Pair, Verdict
from lagebild.types import Actor
from lagebild.views.tables import Cell, Table, said_by, words_of
from lagebild.views.wording import Wording
from lagebild.views.writer import Writer, content, plain

_MARKS = {"none": "dim", "no-new-level": "green", "claimed": "yellow", "new-level": "red"}


# --- in words -----------------------------------------------------------------------------------------------------


def verdict_words(verdict: Verdict, words: Wording) -> str:
    """A verdict in a few words."""
    return words("verdict", verdict.code, day=words.date(verdict.since.isoformat()) if verdict.since else "")


def clause_words(clause: Clause, words: Wording) -> str:
    """A clause as a sentence."""
    values = {name: _shown(name, value, words) for name, value in clause.values}
    given = dict(clause.values)
    if clause.code in ("first", "first-alone", "first-thin"):
        values["first_of"] = words("first", str(given["kind"]), **{**values, "what": _what(given, words)})
    if "voices" in given:
        values["voices"] = words.count("voice", _number(given["voices"]))
    for name, noun in (("claims", "claim"), ("articles", "article"), ("deeds", "deed")):
        if name in given:
            values[name] = words.count(noun, _number(given[name]))
    sentence = words("clause", clause.code, **values)
    return sentence[:1].upper() + sentence[1:]


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _shown(name: str, value: object, words: Wording) -> str:
    if isinstance(value, Actor):
        return plain(name_in(value, words.ui))
    if isinstance(value, date):
        return words.day(value.isoformat())
    if name == "code":
        return words("talk", str(value))
    if name == "polarity":
        return words("polarity", str(value))
    if name == "chance" and isinstance(value, float):
        return words.percent(value)
    if isinstance(value, (int, float)):
        return words.number(round(value, 2 if abs(value) < 10 else 0))
    return plain(str(value))


def _what(given: dict[str, Any], words: Wording) -> str:
    """What a first is the first of: a class of weapons, a country, a region, a mode of threat."""
    what = str(given["what"])
    if given["kind"] == "weapon":
        return words("weapon", what)
    if given["kind"] == "country":
        return country_in(what, words.ui) or what
    return plain(what)


# --- as rows ------------------------------------------------------------------------------------------------------


def rows(answer: Escalation, words: Wording) -> Table:
    """One row for each clause of each verdict, then one for each talk; `evidence` are addresses."""
    header = (
        *("layer", "one", "other", "verdict", "since", "code", "polarity", "text", "values", "evidence"),
        *("source", "kind", "on_whose_word", "outlet", "published"),
    )
    found: list[tuple[Cell, ...]] = []
    for sides, verdict in _verdicts(answer, words):
        since = verdict.since.isoformat() if verdict.since else None
        for clause in verdict.clauses:
            values = "; ".join(f"{name}={_bare(value)}" for name, value in clause.values) or None
            polarity = str(dict(clause.values).get("polarity", "")) or None
            text = (clause.code, polarity, clause_words(clause, words), values, " ".join(clause.evidence) or None)
            found.append(("verdict", *sides, verdict.code, since, *text, None, None, None, None, None))
    for one in answer.talk:
        entry, against = one.talk.entry, " ".join(address("claim", other.claim.id) for other in one.against)
        values = "; ".join(
            f"{name}={value}" for name, value in (("author", one.talk.author), ("against", against)) if value
        )
        text = (one.talk.code, one.talk.polarity, words_of(entry), values, address("claim", entry.claim.id))
        where = (*said_by(entry), entry.article.publisher, entry.article.published)
        found.append(("talk", None, None, None, None, *text, *where))
    return Table(header, tuple(found))


def _verdicts(answer: Escalation, words: Wording) -> Iterator[tuple[tuple[str | None, str | None], Verdict]]:
    if answer.overall is not None:
        yield (None, None), answer.overall
    for pair in answer.pairs:
        yield (plain(name_in(pair.one, words.ui)), plain(name_in(pair.other, words.ui))), pair.verdict


def objects(answer: Escalation, words: Wording) -> list[dict[str, Any]]:
    """One object for each pair, with its clauses and its intensity by day on each scale; then one for talk."""
    found = [{"one": None, "other": None, **_judged(answer.overall, words)}] if answer.overall is not None else []
    found += [_object(pair, words) for pair in answer.pairs]
    said = [
        {
            "code": one.talk.code, "polarity": one.talk.polarity, "author": one.talk.author, "rule": one.talk.rule,
            "start": one.talk.span.start, "end": one.talk.span.end, "text": one.talk.span.text,
            "content": words_of(one.talk.entry), "source": speaker(one.talk.entry).name or None,
            "claim": address("claim", one.talk.entry.claim.id), "published": one.talk.entry.article.published,
            "against": [address("claim", other.claim.id) for other in one.against],
        }
        for one in answer.talk
    ]  # fmt: skip
    return [*found, {"talk": said}]


def _object(pair: Pair, words: Wording) -> dict[str, Any]:
    days: dict[str, Any] = {}
    for name, series in zip(IDS, pair.series, strict=True):
        first = series.first.toordinal()
        days[name] = {
            date.fromordinal(first + place).isoformat(): value for place, value in enumerate(series.values) if value
        }
    return {
        "one": name_in(pair.one, words.ui),
        "other": name_in(pair.other, words.ui),
        **_judged(pair.verdict, words),
        "intensity": days,
        "tests": {
            name: {"chance": one.chance, "dispersion": one.dispersion, "thin": one.thin}
            for name, one in zip(IDS, pair.found, strict=True)
        },
    }


def _judged(verdict: Verdict, words: Wording) -> dict[str, Any]:
    return {
        "verdict": verdict.code,
        "since": verdict.since.isoformat() if verdict.since else None,
        "clauses": [
            {
                "code": clause.code,
                "text": clause_words(clause, words),
                "values": {name: _bare(value) for name, value in clause.values},
                "evidence": list(clause.evidence),
            }
            for clause in verdict.clauses
        ],
    }


def _bare(value: object) -> Any:
    if isinstance(value, Actor):
        return value.name
    if isinstance(value, date):
        return value.isoformat()
    return round(value, 4) if isinstance(value, float) else value


# --- on a terminal ------------------------------------------------------------------------------------------------


def print_escalation(console: Console, answer: Escalation, ui: str = "en") -> None:
    """Prints the verdict of each pair with its reasons, then who calls what an escalation."""
    page = _Page(console, ui)
    page.heading("escalation")
    if answer.overall is not None:
        page.verdict("", answer.overall)
    for pair in answer.pairs:
        page.verdict(f"{plain(name_in(pair.one, ui))} – {plain(name_in(pair.other, ui))}", pair.verdict)
    page.gap()
    said = bool(answer.talk)
    page.show(Text(page.words("text", "talk_all" if said else "talk_none"), style="bold" if said else "dim"))
    for one in answer.talk:
        page.talk(one)


class _Page(Writer):
    def verdict(self, names: str, verdict: Verdict) -> None:
        words = self.words
        self.gap()
        shown = Text(verdict_words(verdict, words), style=_MARKS[verdict.code])
        self.show(Text.assemble((names, "bold"), words("text", "colon"), shown) if names else shown)
        for clause in verdict.clauses:
            self.show(Text.assemble((f"{self.glyphs.dot} ", "dim"), clause_words(clause, words)), 2)
            if clause.evidence:
                self.show(Text(" ".join(map(plain, clause.evidence)), style="dim"), 4)

    def talk(self, one: Answered) -> None:
        words, entry = self.words, one.talk.entry
        self.gap()
        label = f"{words('talk', one.talk.code)}, {words('polarity', one.talk.polarity)}"
        self.show(Text.assemble((label, "yellow"), words("text", "colon"), content(entry.claim)), 2)
        claim = Text(address("claim", entry.claim.id), style="dim")
        self.show(self.dots([self.by(entry), self.place(entry), claim]), 4)
        if one.talk.author:
            stand = words("polarity", one.talk.author)
            self.show(Text(f"{words('text', 'author_puts')}{words('text', 'colon')}{stand}", style="red"), 4)
        for other in one.against:
            label = f"{words('text', 'against_by')}{words('text', 'colon')}"
            self.show(self.dots([Text.assemble((label, "red"), content(other.claim)), self.by(other)]), 4)
