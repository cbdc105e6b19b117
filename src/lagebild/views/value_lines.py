"""The values of a quantity as lines for the terminal: each number, and under it its values by bound and stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from lagebild.picture.figures import FigureRow
from lagebild.picture.values import FigureNumber, FigureValue, Objection
from lagebild.views.value_tables import counted_ends, objector, origin_name, whose
from lagebild.views.wording import Wording
from lagebild.views.writer import plain

#: By so many columns what stands under something is moved in.
_STEP = 2


def value_lines(found: Sequence[FigureNumber], words: Wording) -> Iterator[tuple[int, Text]]:
    """Lines with the columns by which they are moved in; nothing where there are no numbers."""
    if found:
        yield 0, Text(words("heading", "values"), style="dim")
    for number in found:
        at = _STEP
        if len(number.values) > 1:
            yield at, _counted(words.number_of(number.of.figure), None, number, words)
            yield at + _STEP, _first(number.first.first if number.first else None, words)
            at += _STEP
        for value in number.values:
            yield at, _counted(words.value(value.of.figure), value.stage, value, words)
            yield at + _STEP, _first(value.first, words)
            yield from ((at + _STEP, _objection(made, words)) for made in value.objections)


def _counted(name: str, stage: str | None, one: FigureNumber | FigureValue, words: Wording) -> Text:
    """A number or a value with how many claims and origins it has, and which origins."""
    line = Text(plain(name), style="bold")
    if stage:
        line.append(f"  {words('stage', stage)}", style="dim")
    if one.origins:
        line.append(f"  {words.count('claim', one.claims)}, {_origins(one, words)}", style="not bold")
    return line


def _origins(one: FigureNumber | FigureValue, words: Wording) -> str:
    """Its origins in two groups, each with its names: somebody known, and reports that name no source."""
    known, unnamed = counted_ends(one, words)
    colon = words("text", "colon")
    groups = [
        (known, [origin_name(origin, words) for origin in one.known]),
        (unnamed, [whose(origin.voice, words) for origin in one.unnamed]),
    ]
    return "; ".join(f"{count}{colon}{', '.join(map(plain, names))}" for count, names in groups if count)


def _first(first: FigureRow | None, words: Wording) -> Text:
    """Who said it first, on whose word and where."""
    if first is None:
        return Text(words("text", "only_denied"), style="dim")
    day = words.day(first.said) if first.said else words("date", "unknown")
    who = plain(words.chain((first.voice, *first.chain)))
    outlet = f" ({plain(first.outlet)})" if first.outlet else ""
    return Text(words("text", "said_first", day=day, who=f"{who}{outlet}"), style="dim")


def _objection(made: Objection, words: Wording) -> Text:
    """Who stands against a value, how, and on which day."""
    said, basis = made.said
    day = words("answer_day", basis, day=words.day(said) if said else "")
    how = words("objection", "guess" if made.is_guess else made.kind)
    return Text(f"{how}{words('text', 'colon')}{plain(objector(made, words))}, {day}", style="red")
