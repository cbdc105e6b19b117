"""Tells why a claim was read as it was: the marked sentence, then each reason with the example of its rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from lagebild import contract
from lagebild.addresses import id_of, is_address
from lagebild.compare.voices import voice_of
from lagebild.console.messages import plain
from lagebild.console.options import ledger_of
from lagebild.console.output import Output
from lagebild.console.rules import Rule, feature_of, meaning_of, rules_of
from lagebild.errors import UsageError
from lagebild.ledger import open_ledger
from lagebild.types import Article, Claim, Entry, Figure, Reading, ReadOptions, Source, Span, Time, Why
from lagebild.views.wording import Wording, wording

_STYLES = {
    "source": "bold cyan",
    "cue": "bold yellow",
    "content": "green",
    "figure": "bold magenta",
    "time": "bold blue",
}

_PARTS_SHOWN, _PARTS_ALWAYS = 5, 3
_WEAK = 0.1  # log odds: beyond the first parts, what adds less is not shown

#: Where the rules of a reason most likely stand: ids are unique within a file only.
_FILES = {
    "claim": ("attribution", "verbs", "factuality"),
    "figure": ("figures", "units"),
    "event": ("events",),
    "name": ("names",),
}


def entries_at(place: str, ledger: str | None, options: ReadOptions) -> tuple[Entry, ...]:
    """The claims that a place names: "PAGE:OFFSET", "PAGE:WORDS", or the beginning of an id or address in a ledger.

    Raises UsageError where no claim is there, PageError and LedgerError where page or ledger cannot be read.
    """
    page, colon, where = place.rpartition(":")
    if not colon or where.startswith("//") or is_address(place):
        wanted = id_of(place, "claim")
        with open_ledger(ledger_of(ledger), create=False) as opened:
            return (opened.find(wanted),)
    from lagebild.api import read

    reading = read(page, published=options.published, language=options.language, weights=options.weights)
    offset = int(where) if where.isdecimal() else reading.article.text.find(where)
    found = claims_at(reading, offset)
    if not found:
        length = len(reading.article.text)
        raise UsageError(f"no claim was read at {where!r} in {page}; its text has {length} code points")
    return tuple(Entry(reading.article, claim) for claim in found)


def claims_at(reading: Reading, offset: int) -> tuple[Claim, ...]:
    """The claims at a code point of the text: those whose content holds it, the narrowest first, else those of its
    sentence."""
    contents = [c for c in reading.claims if any(s.start <= offset < s.end for s in (*c.content, *c.cue))]
    contents.sort(key=lambda claim: sum(span.end - span.start for span in claim.content))
    return tuple(contents) or tuple(c for c in reading.claims if c.sentence.start <= offset < c.sentence.end)


def reasons(entry: Entry) -> Iterator[tuple[str, Span | None, Why, tuple[Rule, ...]]]:
    """Every reason of a claim: what it speaks for ("claim", "figure", "name", "event"), where, and its rules."""
    claim, language = entry.claim, entry.article.language
    own: list[tuple[str, Span | None, Why]] = [("claim", None, why) for why in claim.why]
    own += [("figure", figure.span, figure.why) for figure in claim.figures if figure.why]
    own += [("name", mention.span, mention.why) for mention in (*claim.actors, *claim.places) if mention.why]
    own += [("event", event.span, event.why) for event in claim.events if event.why]
    for what, span, why in own:
        yield what, span, why, rules_of(why.rule or "", language, _FILES[what])


def show_all(output: Output, entries: Iterable[Entry]) -> None:
    """Writes the explanations of some claims."""
    if output.format == "json":
        output.objects(as_json(entry) for entry in entries)
        return
    for number, entry in enumerate(entries):
        if number:
            output.console.rule(style="dim")
        show(output.console, entry, output.ui)


def as_json(entry: Entry) -> dict[str, Any]:
    """The explanation for programs: the claim of the contract, and under "reasons" the rows of its rules."""
    found = [
        {
            "of": what,
            "text": span.text if span else None,
            **contract.why_to_json(why),
            "rows": [{"file": rule.file, **rule.row} for rule in rules],
        }
        for what, span, why, rules in reasons(entry)
    ]
    return {"article": entry.article.id, **contract.claim_to_json(entry.claim), "reasons": found}


def show(console: Console, entry: Entry, ui: str) -> None:
    """Prints the explanation of one claim."""
    words = wording(ui)
    article, claim = entry.article, entry.claim
    console.print(Text(plain(f"{words.outlet(article)} · {words.title(article)}"), style="bold"))
    console.print(Text(f"{plain(claim.id)}   {claim.sentence.start}:{claim.sentence.end}", style="dim"))
    console.print()
    console.print(marked(article, claim))
    console.print(_legend(claim, words))
    console.print()
    console.print(_facts(entry, words))
    console.print()
    for line in _reasons(entry, words):
        console.print(line, soft_wrap=False)


def marked(article: Article, claim: Claim) -> Text:
    """The words from the first to the last span of a claim, each span in the style of its role."""
    source = claim.source.span
    spans = [claim.sentence, *claim.content, *claim.cue, *((source,) if source else ())]
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    # Sign for sign, so that offsets hold: nothing in an article may steer the terminal.
    text = Text("".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in article.text[start:end]))
    for role, found in _roles(claim):
        for span in found:
            # Later styles lie over earlier ones; what stands outside the excerpt (a source far before) is left out.
            if start <= span.start and span.end <= end:
                text.stylize(_STYLES[role], span.start - start, span.end - start)
    return text


def _roles(claim: Claim) -> Iterator[tuple[str, Sequence[Span]]]:
    yield "content", claim.content
    yield "figure", [figure.span for figure in claim.figures]
    yield "time", [time.span for time in claim.times]
    yield "source", [source.span for source in (claim.source, *claim.chain) if source.span]
    yield "cue", claim.cue


def _legend(claim: Claim, words: Wording) -> Text:
    return Text("  ").join(Text(words("role", role), style=_STYLES[role]) for role, found in _roles(claim) if found)


def _facts(entry: Entry, words: Wording) -> Table:
    """What was read, with the words that it was read from."""
    claim = entry.claim
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()

    def who(source: Source) -> str:
        name, found = words.voice(voice_of(source, entry.article)), source.span
        return f"{name} “{found.text}”" if found and found.text != name else name

    rows = [
        (words("column", "source"), f"{who(claim.source)} ({words('kind', claim.source.kind)})"),
        (words("column", "on_whose_word"), " ← ".join(who(link) for link in claim.chain)),
        (words("role", "cue"), " … ".join(span.text for span in claim.cue)),
        (words("column", "form"), words("form", claim.form)),
        (words("column", "act"), words("act", claim.act)),
        (words("column", "factuality"), f"{claim.factuality} {words('factuality', claim.factuality)}"),
        (
            words("column", "author_factuality"),
            f"{claim.author_factuality} {words('author_factuality', claim.author_factuality)}",
        ),
        *((words("role", "figure"), _counted(f, words)) for f in claim.figures),
        *((words("role", "time"), _told(t, words)) for t in claim.times),
    ]
    for label, value in rows:
        if value:
            table.add_row(Text(label), Text(plain(value)))
    return table


def _counted(figure: Figure, words: Wording) -> str:
    """A figure with its value and since when it holds."""
    since = "; " + words("text", "since", words=figure.since.span.text) if figure.since else ""
    return f"“{figure.span.text}” = {words.value(figure)}{since}"


def _told(time: Time, words: Wording) -> str:
    """A time with its value and what it was counted from."""
    counted = words.counted_from(time)
    return f"“{time.span.text}” = {time.value or '?'}" + (f" ({counted})" if counted else "")


def _reasons(entry: Entry, words: Wording) -> Iterator[Text]:
    around = {event.span for event in entry.claim.events if event.frame}
    for what, span, why, rules in reasons(entry):
        line = Text("• ", style="dim")
        line.append(plain(_speaker(why)), style="bold")
        line.append(f"  {why.score:.2f}", style="dim")
        if span:
            label = words("column", "events") if what == "event" else words("role", what)
            line.append(f"  {label}: “{plain(span.text)}”")
            line.append(f" ({words('text', 'told_around')})" if what == "event" and span in around else "")
        parts = strongest(why)
        trained = "trained:event" if what == "event" else "trained"
        spoken = [why.rule or "", *([trained] if why.model else []), *(["trained:parts"] if parts else [])]
        for meaning in (meaning for names in spoken for meaning in meaning_of(names, words.ui)):
            line.append(f"\n    {meaning}")
        for name, added in parts:
            line.append(f"\n      {_signed(added)}  {plain(feature_of(name, words.ui))}")
        for rule in rules:
            line.append(f"\n    {rule.file} [{rule.id}]", style="dim")
            for key, value in (("note", rule.row.get("note")), ("example", rule.example)):
                if isinstance(value, str):
                    line.append(f"\n      {key}: {plain(value)}")
        yield line


def _speaker(why: Why) -> str:
    """The name of what spoke: a rule, weights with their version, or both."""
    model = f"{why.model} {why.version}" if why.model else ""
    return " + ".join(name for name in (why.rule, model) if name) or "?"


def strongest(why: Why) -> tuple[tuple[str, float], ...]:
    """The parts of a score that added or took most, the strongest first; at least three where there are so many."""
    found = sorted(why.parts, key=lambda part: -abs(part[1]))[:_PARTS_SHOWN]
    return tuple(part for place, part in enumerate(found) if place < _PARTS_ALWAYS or abs(part[1]) >= _WEAK)


def _signed(added: float) -> str:
    return f"{added:+.2f}".replace("-", "\N{MINUS SIGN}")
