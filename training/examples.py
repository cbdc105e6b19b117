"""What every gold set becomes before training: words, sentences, and whatever labels the set has."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha1
from typing import Literal

#: Who annotated: the conventions differ in what a content is and which roles are marked.
Convention = Literal["layered", "flat", "speech"]
CONVENTIONS: tuple[Convention, ...] = ("layered", "flat", "speech")

#: "strict": the twelve classes of GermEval 2014; "plain": persons, organisations, places.
Scheme = Literal["strict", "plain"]
SCHEMES: dict[Scheme, tuple[str, ...]] = {
    "strict": tuple(kind + part for kind in ("PER", "ORG", "LOC", "OTH") for part in ("", "deriv", "part")),
    "plain": ("PER", "ORG", "LOC"),
}
ROLES = ("speaker", "cue", "addressee", "frame", "origin")
KNOWN_ROLES: dict[str, frozenset[str]] = {
    "layered": frozenset({"speaker", "cue", "addressee", "frame"}),
    "flat": frozenset({"speaker", "cue"}),
    "speech": frozenset({"speaker", "cue", "addressee"}),
    "own": frozenset({"speaker", "cue", "addressee", "origin"}),
}
FORMS = ("Direct", "Indirect", "FreeIndirect", "IndirectFreeIndirect", "Reported")
MEDIA = ("Speech", "Thought", "Writing", "ST", "SW", "TW", "none")

#: The share of the sentences of GermEval that training leaves out.
NAMES_LEFT_OUT = 0.2

Tokens = tuple[int, ...]
Range = tuple[int, int]


@dataclass
class Quote:
    """One attribution in word numbers; `form` and `medium` are None where the set does not say."""

    content: Tokens
    roles: dict[str, Tokens]
    known: frozenset[str]
    form: str | None = None
    medium: str | None = None
    nested: bool = False


@dataclass
class Example:
    """One text with its labels; None where the set has no labels of that kind.

    `candidates` are contents that the rules propose (word numbers), each with the name of its rule's family.
    """

    id: str
    words: list[str]
    spaced: list[bool]
    sentences: list[Range]
    convention: Convention | None = None
    quotes: list[Quote] = field(default_factory=list)
    candidates: list[Tokens] = field(default_factory=list)
    scheme: Scheme | None = None
    names: list[tuple[int, int, str]] = field(default_factory=list)
    factuality: list[tuple[int, float]] | None = None  # (word, value from -3 to 3)


def held_out(name: str, share: float) -> bool:
    """Whether a text belongs to the share that training leaves for the decoder; decided by a hash of its name."""
    return int(sha1(name.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF < share
