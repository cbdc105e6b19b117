"""Reports in word numbers: what the rules hand to the decoder, and what it hands back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from lagebild.encoder.contents import Words
from lagebild.types import Form, Token, Why

#: The roles that the encoder knows, in the order of its output; "origin" is whom the source leans on.
ROLES = ("speaker", "cue", "addressee", "frame", "origin")


@dataclass(frozen=True, slots=True)
class Report:
    """One report: its content and roles. `rule` found it, and `base` is the rule reader's own object, if a rule did.

    `marked` tells that quotation marks show what was said; `certain`, that the words themselves say that nobody is
    named ("ist die Rede"), so that neither content nor source are in question.
    """

    content: Words
    roles: Mapping[str, Words]
    form: Form
    rule: str | None = None
    base: object = None
    marked: bool = False
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """A report that was kept: which roles the encoder gave, and why it was kept (score and its parts).

    `forms` and `media` are the encoder's probabilities in the classes of the set that it learnt from.
    """

    report: Report
    why: Why
    by_encoder: tuple[str, ...]
    forms: Mapping[str, float] = field(default_factory=dict)
    media: Mapping[str, float] = field(default_factory=dict)


#: Roles that name somebody: no comma or dash stands at their ends.
NAMING = ("speaker", "addressee", "origin")


def words_in(role: str, report: Report, tokens: Sequence[Token]) -> Words:
    """The words of a role; those of whom it names without the marks at their ends ("Kyrylo Budanov,")."""
    words = report.roles.get(role, ())
    if role not in NAMING:
        return words
    written = [at for at, word in enumerate(words) if any(sign.isalnum() for sign in tokens[word].text)]
    return words[written[0] : written[-1] + 1] if written else ()


#: Takes the reports of the rules and gives the reports of the page; one `base` stands in one of them at most.
Join = Callable[[Sequence[Report]], list[Joined]]
