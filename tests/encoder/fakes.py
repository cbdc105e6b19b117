"""An encoder made by hand: it sees the contents, and answers with the roles, that a test gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast

import numpy as np

from lagebild.encoder.contents import BEGIN, CONTINUE, INSIDE, OUTSIDE, Words, around, stretches
from lagebild.encoder.session import Answer, Encoder, Seen
from lagebild.extract.attribution.joined import FEATURES, join
from lagebild.extract.attribution.reports import ROLES, Join
from lagebild.types import Document

FORMS = ("Direct", "Indirect", "FreeIndirect", "IndirectFreeIndirect", "Reported")
MEDIA = ("Speech", "Thought")
SURE = 0.95

#: A decoder that goes by the worth alone, so that a test chooses the score of each content.
NUMBERS: dict[str, Any] = {
    "threshold": 0.5,
    "nested": 0.9,
    "shared": 0.1,
    "alike": 0.7,
    "form_of_rule": 0.4,
    "beside": 0.5,
    "roles": {role: {"least": 0.5, "deny": 0.05, "refine": 0.7, "overrule": 0.9} for role in ROLES},
    "rules": {"*": 0.0},
    "weights": {**dict.fromkeys(FEATURES, 0.0), "worth": 1.0, "bias": 0.0},
}


@dataclass
class Known:
    """What the fake says of one content: role -> (words, how sure), worth as a logit, form."""

    roles: Mapping[str, tuple[Sequence[int], float]] = field(default_factory=dict)
    worth: float = 4.0
    form: str = "Indirect"


@dataclass
class FakeEncoder:
    """Answers from a table; of contents that are not in it `other` is said."""

    known: Mapping[Words, Known] = field(default_factory=dict)
    other: Known = field(default_factory=Known)
    numbers: Mapping[str, Any] = field(default_factory=lambda: NUMBERS)
    quiet: float = 0.2  # the probability of a role where the table says nothing: neither given nor denied
    threads: int = 1
    name: str = "fake"
    version: str = "7"
    rates: bool = True  # whether it learnt to rate events
    asked: list[Words] = field(default_factory=list)

    @property
    def about(self) -> Mapping[str, Any]:
        return {"forms": list(FORMS), "media": list(MEDIA), "factuality": self.rates}

    @property
    def decoder(self) -> Mapping[str, Any]:
        return {"layered": self.numbers, "flat": self.numbers}

    def see(self, documents: Sequence[Document]) -> list[Seen]:
        return [seen_in(document, []) for document in documents]

    def ask(self, seen: Seen, contents: Sequence[Words]) -> list[Answer]:
        self.asked.extend(contents)
        return [self._answer(seen, content, self.known.get(content, self.other)) for content in contents]

    def _answer(self, seen: Seen, content: Words, known: Known) -> Answer:
        first, last = around(content, len(seen.states))
        roles = np.full((len(ROLES), last - first), self.quiet, np.float32)
        for role, (words, sure) in known.roles.items():
            for word in words:
                roles[ROLES.index(role), word - first] = sure
        forms = np.array([0.9 if form == known.form else 0.025 for form in FORMS], np.float32)
        sentences = tuple(at - first for at in seen.sentences if first <= at < last)
        return Answer(first, roles, forms, np.array([0.9, 0.1], np.float32), known.worth, sentences)

    def as_encoder(self) -> Encoder:
        """For the functions that ask for a real one."""
        return cast(Encoder, self)


def tags_of(count: int, contents: Sequence[Words]) -> list[int]:
    """The tags of one layer."""
    tags = [OUTSIDE] * count
    for content in contents:
        for number, (first, last) in enumerate(stretches(content)):
            tags[first] = CONTINUE if number else BEGIN
            tags[first + 1 : last] = [INSIDE] * (last - first - 1)
    return tags


def seen_of(count: int, *layers: Sequence[Words], convention: str = "layered", sentences: tuple[int, ...] = ()) -> Seen:
    """What an encoder that is sure of its tags would see of `count` words."""
    rows = [tags_of(count, layer) for layer in layers]
    rows += [[OUTSIDE] * count] * (2 - len(rows))
    contents = np.full((count, 2, 4), np.log((1 - SURE) / 3), np.float32)
    for layer, row in enumerate(rows):
        contents[np.arange(count), layer, row] = np.log(SURE)
    nothing = np.zeros((count, 3), np.float32)
    return Seen(nothing, contents, nothing, nothing[:, 0], convention, ("PER",), sentences)


def seen_in(document: Document, *layers: Sequence[Words]) -> Seen:
    """The same for the words of a document."""
    convention = "flat" if document.article.language == "en" else "layered"
    begins = tuple(sentence.first for sentence in document.sentences)
    return seen_of(len(document.tokens), *layers, convention=convention, sentences=begins)


def place(document: Document, words: str) -> Words:
    """The numbers of some words where they first stand in a document; "…" parts stretches."""
    numbers: list[int] = []
    at = 0
    for part in words.split(" … "):
        start = document.article.text.index(part, at)
        at = start + len(part)
        numbers += [t.index for t in document.tokens if t.start >= start and t.end <= at]
    assert numbers, words
    return tuple(numbers)


def joining(encoder: FakeEncoder, seen: Seen) -> Join:
    """What `attribution.read` takes."""
    return partial(join, encoder.as_encoder(), seen)
