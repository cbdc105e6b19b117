"""Reads the gold sets into examples; each set's terms stand in the model card (docs/model-card.md).

Set-specific pitfalls: SpkAtt, GermEval and the factuality sets are tokenised (white space is guessed anew);
re3d counts only entities with confidence, and its BBC texts are left out of free weights.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from lagebild.text import analyse
from lagebild.types import Article, Block, Document
from training.examples import KNOWN_ROLES, Example, Quote, Range, Tokens
from training.own import own

Rows = Iterator[dict[str, Any]]
_NO_SPACE_BEFORE = frozenset(".,;:!?)]}%…’'”“»")
_NO_SPACE_AFTER = frozenset("([{„‚«$€£")


def rows(path: Path) -> Rows:
    """The objects of a file that holds one on each line."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def document_of(text: str, language: str) -> Document:
    """A text as the reader would see it: a paragraph for each line."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return analyse(Article("training", None, None, None, None, None, "unknown", language, text, tuple(blocks)))  # type: ignore[arg-type]


def of_document(name: str, document: Document) -> Example:
    """A document without labels."""
    text = document.article.text
    words = [token.text for token in document.tokens]
    spaced = [token.start == 0 or text[token.start - 1].isspace() for token in document.tokens]
    return Example(name, words, spaced, [(s.first, s.last) for s in document.sentences])


def touched(bounds: Sequence[Range], spans: Sequence[Sequence[int]]) -> Tokens:
    """The numbers of the words that share a character with one of the spans; `bounds` are sorted."""
    found: set[int] = set()
    for begin, end in spans:
        first = bisect_right(bounds, begin, key=lambda b: b[1])
        found.update(range(first, bisect_left(bounds, end, key=lambda b: b[0])))
    return tuple(sorted(found))


def quotations_de(folder: Path, part: str) -> Iterator[Example]:
    """German Wikinews: contents in layers, four roles, five forms."""
    for row in rows(folder / "quote_de_uhh" / f"{part}.jsonl"):
        document = document_of(row["text"], "de")
        example = of_document(f"quote_de_uhh/{row['id']}", document)
        bounds = [(t.start, t.end) for t in document.tokens]
        example.convention = "layered"
        for quote in row["quotes"]:
            roles = {role: touched(bounds, quote[role]) for role in ("speaker", "cue", "addressee", "frame")}
            content = touched(bounds, quote["quote"])
            if content:
                form, medium = quote["type"], quote["medium"]
                example.quotes.append(Quote(content, roles, KNOWN_ROLES["layered"], form, medium, quote["nested"]))
        yield example


def quotations_en(folder: Path, part: str) -> Iterator[Example]:
    """PolNeAR: one content for each cue, no nesting, no forms."""
    for row in rows(folder / "attr_en_polnear" / f"{part}.jsonl"):
        document = document_of(row["text"], "en")
        example = of_document(f"attr_en_polnear/{row['id']}", document)
        bounds = [(t.start, t.end) for t in document.tokens]
        example.convention = "flat"
        for found in row["attributions"]:
            content = touched(bounds, found["content"])
            if content:
                roles = {"speaker": touched(bounds, found["source"]), "cue": touched(bounds, found["cue"])}
                example.quotes.append(Quote(content, roles, KNOWN_ROLES["flat"]))
        yield example


def tokenised(name: str, text: str) -> tuple[Example, list[Range]]:
    """An example from a text whose tokens are parted by blanks, with the bounds of its words; a sentence a line."""
    example, bounds, at = Example(name, [], [], []), [], 0
    for line in text.split("\n"):
        first, open_mark = len(example.words), False
        for number, word in enumerate(line.split()):
            start = text.index(word, at)
            at = start + len(word)
            before = example.words[-1] if number else ""
            glued = (word[0] in _NO_SPACE_BEFORE and len(word) < len("...,")) or before in _NO_SPACE_AFTER
            if word == '"':
                glued, open_mark = open_mark, not open_mark
            elif before == '"' and open_mark:
                glued = True
            example.words.append(word)
            example.spaced.append(not glued)
            bounds.append((start, at))
        if len(example.words) > first:
            example.sentences.append((first, len(example.words)))
    return example, bounds


def speeches(folder: Path, part: str) -> Iterator[Example]:
    """SpkAtt: speeches in the Bundestag; frames without a message carry no content and are left out."""
    for row in rows(folder / "spkatt_de_2023" / f"{part}.jsonl"):
        example, bounds = tokenised(f"spkatt_de_2023/{row['id']}", row["text"])
        example.convention = "speech"
        for event in row["events"]:
            content = touched(bounds, event["message"])
            if content:
                roles = {
                    "speaker": touched(bounds, event["source"]),
                    "cue": touched(bounds, [*event["cue"], *event["ptc"]]),
                    "addressee": touched(bounds, event["addr"]),
                }
                example.quotes.append(Quote(content, roles, KNOWN_ROLES["speech"]))
        yield example


def _named(example: Example, bounds: Sequence[Range], spans: Sequence[tuple[int, int, str]]) -> Example:
    taken: set[int] = set()
    for begin, end, label in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):  # the longest of nested names
        words = touched(bounds, [(begin, end)])
        if words and not taken & set(words):
            taken |= set(words)
            example.names.append((words[0], words[-1] + 1, label))
    example.names.sort()
    return example


def names_strict(folder: Path, part: str) -> Iterator[Example]:
    """GermEval 2014: twelve classes, outer names; the sentences of the set's development part."""
    for row in rows(folder / "ner_de_germeval14" / f"{part}.jsonl"):
        example, bounds = tokenised(f"ner_de_germeval14/{row['id']}", row["text"])
        example.scheme = "strict"
        yield _named(example, bounds, [(s["begin"], s["end"], s["label"]) for s in row["spans"]])


#: label of a set -> the plain class; labels that are not listed are no names here.
_SMARTDATA = {
    "PERSON": "PER", "ORGANIZATION": "ORG", "ORGANIZATION_COMPANY": "ORG", "LOCATION": "LOC", "LOCATION_CITY": "LOC",
    "LOCATION_STOP": "LOC", "LOCATION_STREET": "LOC", "LOCATION_ROUTE": "LOC",
}  # fmt: skip
_UNER = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}
_RE3D = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}
_NERUK = {"PERS": "PER", "ORG": "ORG", "LOC": "LOC"}
_NEREL = {
    "PERSON": "PER", "ORGANIZATION": "ORG", "COUNTRY": "LOC", "CITY": "LOC", "STATE_OR_PROVINCE": "LOC",
    "LOCATION": "LOC", "DISTRICT": "LOC",
}  # fmt: skip


def _running(
    folder: Path, name: str, part: str, language: str, key: str, label: str, classes: dict[str, str]
) -> Iterator[Example]:
    for number, row in enumerate(rows(folder / name / f"{part}.jsonl")):
        if name == "ner_en_re3d" and row["source"] == "BBC Online":
            continue
        identity = f"{name}/{row.get('id', number)}"
        if " ." in row["text"] and name == "ner_uk_neruk2":
            example, bounds = tokenised(identity, row["text"])
        else:
            document = document_of(row["text"], language)
            example, bounds = of_document(identity, document), [(t.start, t.end) for t in document.tokens]
        example.scheme = "plain"
        spans = [
            (s["begin"], s["end"], classes[s[label]])
            for s in row[key]
            if s[label] in classes and s.get("confidence", 1) and s["end"] - s["begin"] < _LONGEST_NAME
        ]
        yield _named(example, bounds, spans)


_LONGEST_NAME = 80


def names_plain(folder: Path, name: str, part: str) -> Iterator[Example]:
    """Sets of running text with their own classes, mapped to persons, organisations and places."""
    language, key, label, classes = {
        "ner_de_smartdata": ("de", "spans", "label", _SMARTDATA),
        "ner_en_uner_ewt": ("en", "spans", "label", _UNER),
        "ner_en_re3d": ("en", "entities", "type", _RE3D),
        "ner_uk_neruk2": ("uk", "spans", "label", _NERUK),
        "ner_ru_nerel": ("ru", "entities", "label", _NEREL),
    }[name]
    return _running(folder, name, part, language, key, label, classes)


def factuality(folder: Path, name: str, part: str) -> Iterator[Example]:
    """Events with a mean judgement from -3 (certainly did not happen) to 3 (certainly did)."""
    for row in rows(folder / name / f"{part}.jsonl"):
        example, bounds = tokenised(f"{name}/{row['id']}", row["text"])
        example.factuality = []
        for event in row["events"]:
            words = touched(bounds, [(event["begin"], event["end"])])
            if words:
                example.factuality.append((words[0], float(event["factuality"])))
        yield example


READERS: dict[str, Callable[[Path, str, str], Iterator[Example]]] = {
    "quote_de_uhh": lambda folder, _, part: quotations_de(folder, part),
    "attr_en_polnear": lambda folder, _, part: quotations_en(folder, part),
    "spkatt_de_2023": lambda folder, _, part: speeches(folder, part),
    "ner_de_germeval14": lambda folder, _, part: names_strict(folder, part),
    "ner_de_smartdata": names_plain,
    "ner_en_uner_ewt": names_plain,
    "ner_en_re3d": names_plain,
    "ner_uk_neruk2": names_plain,
    "ner_ru_nerel": names_plain,
    "fact_en_uw": factuality,
    "fact_en_udsih2": factuality,
    "own": lambda _, __, part: own(part),
}


def read(folder: Path, name: str, part: str) -> list[Example]:
    """All examples of one part of one set."""
    return [example for example in READERS[name](folder, name, part) if example.words]
