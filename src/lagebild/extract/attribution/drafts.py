"""What the finders hand on: an attribution in token numbers, before it becomes spans."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.extract.attribution.clauses import Cutter, Parsed
from lagebild.extract.attribution.rules import Rules
from lagebild.types import Act, Document, Form, Token, Why

Range = tuple[int, int]
"""Token numbers of a document, half-open."""


@dataclass(slots=True)
class Draft:
    """One attribution under construction; ranges are token numbers of the document."""

    sentence: int
    form: Form
    rule: str
    content: list[Range]
    cue: list[Range] = field(default_factory=list)
    source: list[Range] = field(default_factory=list)
    frame: list[Range] = field(default_factory=list)
    addressee: Range | None = None
    act: Act | None = None
    antecedent: Range | None = None
    said_by: Range | None = None  # the source without its noun of saying: "der Polizei" in "Angaben der Polizei"
    hearsay: bool = False
    unsaid: bool = False  # its cue is negated: "wollte nicht bestätigen, dass …"
    plain: bool = False  # its content stands in the plain mood although it is another's
    unnamed: bool = False
    chain: list[Range] = field(default_factory=list)
    pointing: bool = False  # its source is a word that points back (pronoun, connective)
    by_phrase: bool = False  # it rests on the source of a phrase ("laut X") named before
    told: bool = False  # its cue itself stands in the mood of reported speech: somebody else tells that it was said
    embedded: bool = False  # lies inside the content of another one
    whys: list[Why] = field(default_factory=list)  # what speaks for it besides its rule

    def covers(self, at: int) -> bool:
        """Whether its content holds a token."""
        return any(a <= at < b for a, b in self.content)


@dataclass(frozen=True, slots=True)
class Text:
    """A document with all that the finders share."""

    document: Document
    rules: Rules
    tokens: tuple[Token, ...]
    lower: tuple[str, ...]
    parsed: tuple[Parsed, ...]
    surnames: frozenset[str]  # words that follow a first name or title somewhere in the document

    def capital(self, at: int) -> bool:
        """Whether a token begins with a capital."""
        token = self.tokens[at].text
        return token[0].isupper() or (
            "-" in token and token[0].isalpha() and token[token.index("-") + 1 :][:1].isupper()
        )

    def word(self, at: int) -> bool:
        """Whether a token is a word or number."""
        return self.tokens[at].text[0].isalnum()


def without(whole: Range, holes: list[Range]) -> list[Range]:
    """A range less others, in order, without empty pieces."""
    pieces: list[Range] = []
    start = whole[0]
    for a, b in sorted(holes):
        if a > start:
            pieces.append((start, min(a, whole[1])))
        start = max(start, b)
    if start < whole[1]:
        pieces.append((start, whole[1]))
    return [(a, b) for a, b in pieces if a < b]


def trimmed(text: Text, piece: Range, marks: frozenset[str]) -> Range | None:
    """A range without the given marks at its ends, or None where nothing is left."""
    a, b = piece
    while a < b and text.tokens[a].text in marks:
        a += 1
    while b > a and text.tokens[b - 1].text in marks:
        b -= 1
    return (a, b) if a < b else None


__all__ = ["Cutter", "Draft", "Range", "Text", "trimmed", "without"]
